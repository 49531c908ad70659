export { heldOutTickets } from './held-out.ts';
export { namedTickets, namelessTickets } from './named-tickets.ts';
