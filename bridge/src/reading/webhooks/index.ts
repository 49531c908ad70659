export * from './upkeep-job.ts';
export * from './webhook-metrics.ts';
export * from './webhook-state.ts';
