export * from './connection-failure.ts';
export type { ConnectionSettings } from './connection-settings.ts';
export { type Durability, isDirectoryInUse, startEmbeddedServer } from './embedded/index.ts';
export type * from './migration.ts';
export type { Notifications } from './notifications.ts';
export * from './open-store.ts';
export * from './site-scope.ts';
export type * from './store.ts';
