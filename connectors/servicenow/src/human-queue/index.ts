export * from './human-queue.ts';
