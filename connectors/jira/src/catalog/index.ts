export * from './allowed-values.ts';
export * from './catalog.ts';
