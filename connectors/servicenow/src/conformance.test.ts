import { testConnector } from '@signalbox/sdk/testing';
import { serviceNowConnector } from './connector.ts';

testConnector(serviceNowConnector);
