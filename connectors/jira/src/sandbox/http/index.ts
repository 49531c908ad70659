export * from './answer.ts';
export type * from './exchange.ts';
export * from './page.ts';
export * from './refusal.ts';
export * from './route.ts';
export * from './router.ts';
