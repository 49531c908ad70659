export { type FollowUp, followUpQueue, followUpSchema, type Outbox } from './outbox.ts';
export * from './writeback.ts';
