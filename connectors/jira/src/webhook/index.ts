export { neededEvents } from './needed-events.ts';
export { webhookRegistrations } from './registrations.ts';
export { canVerifyWebhook } from './verify-webhook.ts';
export * from './webhook.ts';
