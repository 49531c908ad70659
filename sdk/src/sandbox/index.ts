export * from './connection-cut.ts';
export * from './fault-kinds.ts';
export * from './fault-queue.ts';
export type * from './sandbox.ts';
export * from './sandbox-transport.ts';
export * from './seeded-random.ts';
export * from './serve-sandbox.ts';
export * from './webhook-sender.ts';
export * from './with-controls.ts';
