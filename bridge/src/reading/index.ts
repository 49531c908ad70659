export * from './create-reading.ts';
export { syncSchema } from './routes.ts';
export type { Sync } from './sync-log.ts';
