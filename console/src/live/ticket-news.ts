import { z } from 'zod';

const ticketEventSchema = z.object({ site: z.string(), ticketId: z.string() });

/** Whether something happened to a ticket. */
type IsNews = (ticket: { readonly site: string; readonly ticketId: string }) => boolean;

/** The tickets that events told of since somebody last asked. */
export interface TicketNews {
  /** Takes an event's data as it came; what names no ticket is no news of one. */
  add(data: string): void;
  /** After a gap in the events anything may have happened. */
  addEverything(): void;
  /** What happened since the last time. */
  take(): IsNews;
}

const keyOf = ({ site, ticketId }: { readonly site: string; readonly ticketId: string }) =>
  JSON.stringify([site, ticketId]);

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}

export function createTicketNews(): TicketNews {
  let keys = new Set<string>();
  let isEverything = false;
  return {
    add(data) {
      const event = ticketEventSchema.safeParse(parse(data));
      if (event.success) keys.add(keyOf(event.data));
    },
    addEverything() {
      isEverything = true;
    },
    take() {
      const [taken, wasEverything] = [keys, isEverything];
      keys = new Set();
      isEverything = false;
      return (ticket) => wasEverything || taken.has(keyOf(ticket));
    },
  };
}
