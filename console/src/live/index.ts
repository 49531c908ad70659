export type { TicketNews } from './ticket-news.ts';
export { type Connection, type Live, useLive } from './use-live.ts';
