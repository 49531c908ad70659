export type { ConfiguredToken, KillSwitch, SwitchState, Tokens } from './access/index.ts';
export * from './bridge.ts';
export { type Role, roleSchema, roles } from './http/index.ts';
export type { Discover, DiscoveredTicket } from './intake/index.ts';
export { createLogger, type Logger } from './logging/index.ts';
export { type Overview, overviewSchema } from './monitoring/index.ts';
export {
  type Reconciliation,
  reconciliationSchema,
  type Sync,
  syncSchema,
  type WebhookState,
  webhookStateSchema,
} from './reading/index.ts';
export { openStore, type Store, type StoreOptions } from './store/index.ts';
