export * from './certificates.ts';
export * from './load.ts';
export * from './policies.ts';
export * from './schema.ts';
export type * from './site-declaration.ts';
