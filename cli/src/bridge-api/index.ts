export * from './bridge-api.ts';
export * from './syncs.ts';
