export * from './api.ts';
export * from './gateway.ts';
