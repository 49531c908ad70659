import { testConnector } from '@signalbox/sdk/testing';
import { githubConnector } from './github-connector.ts';

testConnector(githubConnector);
