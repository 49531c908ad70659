export { createRandom, type Random } from './random.ts';
export { sensitiveValues, syntheticTickets } from './synthetic-tickets.ts';
export type { Value } from './value.ts';
