export * from './rate-limit.ts';
export * from './rate-limited.ts';
