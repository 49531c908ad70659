import { z } from 'zod';
import { fieldPathSchema } from './field-path.ts';
import { personSchema } from './person.ts';

export const ticketEventTypes = [
  'signalbox.ticket.created',
  'signalbox.ticket.updated',
  'signalbox.ticket.commented',
  'signalbox.ticket.deleted',
  /** Found by reading, not told by a webhook. */
  'signalbox.ticket.discovered',
  /** Found by reading the past: looked at, and never written to for that reason. */
  'signalbox.ticket.backfilled',
] as const;

/** What the vendor says happened to a ticket, in a CloudEvents 1.0 envelope. It carries no ticket text. */
export const ticketEventSchema = z.object({
  specversion: z.literal('1.0'),
  id: z.string().min(1),
  /** `/sites/NAME`. */
  source: z.string(),
  type: z.enum(ticketEventTypes),
  /** The ticket's id. */
  subject: z.string().min(1),
  time: z.string(),
  data: z.object({
    key: z.string().nullable(),
    actor: personSchema.nullable(),
    /** Paths that changed; null when the vendor does not say. */
    changed: z.array(fieldPathSchema).nullable(),
    /** The ticket's version after the event, when the vendor says. */
    version: z.string().nullable(),
    /** True when the payload itself shows that Signalbox made the change (marker or account). */
    isOwn: z.boolean(),
  }),
});
export type TicketEvent = z.infer<typeof ticketEventSchema>;
export type TicketEventType = TicketEvent['type'];
