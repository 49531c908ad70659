export type * from './capabilities.ts';
export * from './configuration-problems.ts';
export * from './connector.ts';
export * from './define-catalog.ts';
export * from './finding.ts';
export * from './open-site.ts';
export type * from './site.ts';
