export { isDirectoryInUse } from './directory-lock.ts';
export * from './embedded-server.ts';
export type { Durability } from './server-settings.ts';
