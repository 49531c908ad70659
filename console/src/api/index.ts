export * from './api-error.ts';
export * from './client.ts';
export * from './decisions.ts';
export * from './governor.ts';
export * from './operations.ts';
export * from './overview.ts';
export * from './problem.ts';
export * from './syncs.ts';
