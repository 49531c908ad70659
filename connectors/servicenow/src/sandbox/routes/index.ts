export * from './answer.ts';
export * from './api-error.ts';
export * from './media-types.ts';
export type * from './route.ts';
export * from './router.ts';
