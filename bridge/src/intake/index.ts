export * from './create-intake.ts';
export { type DirtyTicket, type DirtyTickets, dirtyTicketSchema, type TicketClaim } from './dirty-tickets.ts';
export type { Discover, DiscoveredTicket, Discoverer, Discovery, DiscoveryKind } from './discover.ts';
export { backfilledType, dirtyTicketQueue } from './mark-tickets.ts';
