import {
  checkTimeWindow,
  parseJsonBody,
  SignalboxError,
  type TicketEventType,
  verifyHmac,
  type WebhookCapability,
} from '@signalbox/sdk';
import { z } from 'zod';
import type { AcmeConfiguration } from './configuration.ts';
import { pathOf, personOf } from './mapping.ts';

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

/** As long as Acme goes on repeating a webhook. */
const maximumAgeMs = 2 * 60 * 60_000;

/** Acme's webhooks: HMAC-SHA256 over the raw body, and the time inside it. */
export const webhook: WebhookCapability<AcmeConfiguration> = {
  canVerify: ({ webhookSecret }) => webhookSecret !== undefined,

  verify(delivery, { webhookSecret }, clock) {
    verifyHmac({
      secrets: webhookSecret ?? [],
      body: delivery.body,
      encoding: 'hex',
      prefix: 'sha256=',
      algorithm: 'sha256',
      signature: delivery.headers['x-acme-signature'],
    });
    const json = parseJsonBody(delivery.body);
    const sent = messageSchema.pick({ sent_at: true }).safeParse(json);
    // A signed body of another shape says no time; it is unreadable, and has no effect.
    if (sent.success) {
      checkTimeWindow({ sentAt: Date.parse(sent.data.sent_at), now: clock.now(), maximumAgeMs });
    }
    return { deliveryId: delivery.headers['x-acme-delivery'] ?? null, json };
  },

  parse(body, { deliveryId }, site, { user: own }) {
    const parsed = messageSchema.safeParse(body);
    if (!parsed.success) throw new SignalboxError('unreadable', 'The body is no webhook of Acme.', { site });
    const { event, ticket, user, changed } = parsed.data;
    const type = types[event];
    if (!type) return [];
    const paths = changed.flatMap((field) => pathOf(field) ?? []);
    return [
      {
        specversion: '1.0',
        id: deliveryId ?? `${event}:${ticket.id}:${ticket.version}`,
        source: `/sites/${site}`,
        type,
        subject: ticket.id,
        time: new Date(ticket.changed_at).toISOString(),
        data: {
          key: ticket.number,
          actor: personOf(user, own),
          changed: type === 'signalbox.ticket.updated' ? paths : null,
          version: String(ticket.version),
          isOwn: user === own,
        },
      },
    ];
  },
};
