export * from './read-by-id.ts';
export * from './sync-tickets.ts';
