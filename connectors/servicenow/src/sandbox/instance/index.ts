export type * from './effect.ts';
export * from './instance.ts';
export * from './row.ts';
export * from './timestamp.ts';
