export type { Outbox } from './outbox.ts';
export * from './writeback.ts';
