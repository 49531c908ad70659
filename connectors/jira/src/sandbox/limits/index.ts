export * from './jira-limits.ts';
export * from './meter.ts';
export * from './rate-limited.ts';
