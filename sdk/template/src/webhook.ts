import { defineHmacWebhook, personOf, type TicketEventType } from '@signalbox/sdk';
import { z } from 'zod';
import type { AcmeConfiguration } from './configuration.ts';
import { pathOf } from './mapping.ts';

const messageSchema = z.object({
  event: z.string(),
  sent_at: z.iso.datetime(),
  ticket: z.object({
    id: z.string().min(1),
    number: z.string(),
    version: z.number(),
    changed_at: z.iso.datetime(),
  }),
  user: z.string(),
  changed: z.array(z.string()),
});

const types: Readonly<Record<string, TicketEventType>> = {
  'ticket.created': 'signalbox.ticket.created',
  'ticket.updated': 'signalbox.ticket.updated',
  'ticket.deleted': 'signalbox.ticket.deleted',
};

/** Acme's webhooks: HMAC-SHA256 over the raw body, and the time inside it. */
export const webhook = defineHmacWebhook({
  secrets: ({ webhookSecret }: AcmeConfiguration) => webhookSecret,
  signature: { header: 'x-acme-signature', prefix: 'sha256=', encoding: 'hex', algorithm: 'sha256' },
  deliveryHeader: 'x-acme-delivery',
  message: messageSchema,
  sentAt: ({ sent_at }) => sent_at,
  // As long as Acme goes on repeating a webhook.
  maximumAgeMs: 2 * 60 * 60_000,
  news({ event, ticket, user, changed }, configuration) {
    const type = types[event];
    if (!type) return [];
    const isOwn = user === configuration.user;
    const paths =
      type === 'signalbox.ticket.updated' ? changed.flatMap((field) => pathOf(field) ?? []) : null;
    return [
      {
        type,
        ticketId: ticket.id,
        key: ticket.number,
        time: ticket.changed_at,
        version: String(ticket.version),
        actor: personOf(user, isOwn),
        changed: paths,
        isOwn,
      },
    ];
  },
});
