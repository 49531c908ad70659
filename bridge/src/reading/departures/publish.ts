import type { EventBus } from '../../events/index.ts';
import type { Move } from '../records/index.ts';

export function publishMoves(events: EventBus, site: string, moves: readonly Move[], at: string): void {
  for (const { ticketId, key, formerKey } of moves)
    events.publish({ type: 'ticket.moved', site, at, ticketId, ticketKey: key, formerKey });
}

export function publishGone(
  events: EventBus,
  site: string,
  gone: readonly { readonly ticketId: string; readonly ticketKey: string | null }[],
  at: string,
): void {
  for (const ticket of gone) events.publish({ type: 'ticket.gone', site, at, ...ticket });
}
