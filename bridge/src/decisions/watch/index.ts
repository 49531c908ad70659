export { createWatch, type Watch } from './create-watch.ts';
export { watchMigrations } from './migrations.ts';
export type { WatchTables } from './tables.ts';
