export { canVerifyWebhook } from './verify-webhook.ts';
export * from './webhook.ts';
