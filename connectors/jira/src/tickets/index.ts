export * from './ticket-reading.ts';
export * from './tickets.ts';
