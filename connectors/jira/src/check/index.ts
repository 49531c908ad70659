export * from './checked-transport.ts';
export * from './contract-check.ts';
export * from './request-watch.ts';
export * from './value-violations.ts';
