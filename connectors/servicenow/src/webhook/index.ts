import type { WebhookCapability } from '@signalbox/sdk';
import type { ServiceNowConfiguration } from '../configuration/index.ts';
import { parseMessage } from './parse.ts';
import { verifyDelivery } from './verify.ts';

export const webhook: WebhookCapability<ServiceNowConfiguration> = {
  verify: verifyDelivery,
  parse: parseMessage,
};
