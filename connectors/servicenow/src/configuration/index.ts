export * from './configuration.ts';
export * from './ticket-table.ts';
