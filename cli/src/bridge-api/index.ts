export * from './bridge-api.ts';
