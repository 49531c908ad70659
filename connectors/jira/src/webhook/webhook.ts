import type { WebhookCapability } from '@signalbox/sdk';
import type { JiraConfiguration } from '../configuration/index.ts';
import { parseWebhook } from './parse-webhook.ts';
import { canVerifyWebhook, verifyWebhook } from './verify-webhook.ts';

/** Jira's webhooks: an administrator's, with a secret, or an OAuth 2.0 app's, with a token. */
export const webhook: WebhookCapability<JiraConfiguration> = {
  canVerify: canVerifyWebhook,
  verify: verifyWebhook,
  parse: parseWebhook,
};
