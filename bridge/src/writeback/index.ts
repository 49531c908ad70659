export { type FollowUp, followUpQueue, followUpSchema, type Outbox } from './outbox.ts';
export * from './writeback.ts';
export type { WrittenValue, WrittenValues } from './written-values.ts';
