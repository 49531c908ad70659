export { isDirectoryInUse } from './directory-lock.ts';
export * from './embedded-server.ts';
export { prepareDirectory } from './prepare-cluster.ts';
export type { Durability } from './server-settings.ts';
