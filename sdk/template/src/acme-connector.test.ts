import { testConnector } from '@signalbox/sdk/testing';
import { acmeConnector } from './acme-connector.ts';

testConnector(acmeConnector);
