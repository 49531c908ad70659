export * from './ticket-records.ts';
