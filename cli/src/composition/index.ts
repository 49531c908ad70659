export * from './console-or-none.ts';
export * from './load-connector.ts';
export * from './load-model.ts';
