import { testConnector } from '@signalbox/sdk/testing';
import { jiraConnector } from './jira-connector.ts';

testConnector(jiraConnector);
