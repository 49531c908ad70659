export * from './base-tables.ts';
export * from './dictionary.ts';
export * from './field.ts';
export type * from './table-definition.ts';
