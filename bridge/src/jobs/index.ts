export * from './job.ts';
export * from './job-queue.ts';
