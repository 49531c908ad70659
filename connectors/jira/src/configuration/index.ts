export * from './addresses.ts';
export * from './configuration.ts';
