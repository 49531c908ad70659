export { namedTickets, namelessTickets } from './named-tickets.ts';
