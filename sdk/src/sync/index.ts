export * from './sync-tickets.ts';
