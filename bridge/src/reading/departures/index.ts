export * from './departures.ts';
export * from './look-for.ts';
export * from './presence-job.ts';
export * from './publish.ts';
