import type { WebhookCapability } from '@signalbox/sdk';
import { type ServiceNowConfiguration, webhookSecrets } from '../configuration/index.ts';
import { parseMessage } from './parse.ts';
import { verifyDelivery } from './verify.ts';

export const webhook: WebhookCapability<ServiceNowConfiguration> = {
  canVerify: (configuration) => webhookSecrets(configuration).length > 0,
  verify: verifyDelivery,
  parse: parseMessage,
};
