export * from './create-reading.ts';
export { type Reconciliation, reconciliationSchema } from './report/index.ts';
export { syncSchema } from './routes.ts';
export type { Sync } from './sync-log.ts';
export { type WebhookState, webhookStateSchema } from './webhooks/index.ts';
