export type * from './capabilities.ts';
export * from './connector.ts';
export * from './define-catalog.ts';
export type * from './limits.ts';
export type * from './site.ts';
