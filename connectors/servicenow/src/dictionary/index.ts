export * from './dictionary.ts';
export type * from './dictionary-entry.ts';
export * from './site-memory.ts';
