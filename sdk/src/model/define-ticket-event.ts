import type { TicketEvent } from './ticket-event.ts';

/** What a vendor's message says, without the envelope. */
export interface TicketNews extends Pick<TicketEvent, 'id' | 'type'> {
  /** The site's name. */
  readonly site: string;
  readonly ticketId: string;
  /** Any that `Date` reads. */
  readonly time: string | number;
  readonly key?: string | null;
  readonly actor?: TicketEvent['data']['actor'];
  readonly changed?: TicketEvent['data']['changed'];
  readonly version?: string | null;
  readonly isOwn: boolean;
}

/** An event in its CloudEvents envelope. What the vendor does not say is null. */
export function defineTicketEvent(news: TicketNews): TicketEvent {
  const { id, type, site, ticketId, time, key = null, actor = null, changed = null, version = null } = news;
  return {
    specversion: '1.0',
    id,
    source: `/sites/${site}`,
    type,
    subject: ticketId,
    time: new Date(time).toISOString(),
    data: { key, actor, changed, version, isOwn: news.isOwn },
  };
}
