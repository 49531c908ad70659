export * from './field-kind.ts';
export * from './kinds.ts';
export type * from './scope.ts';
