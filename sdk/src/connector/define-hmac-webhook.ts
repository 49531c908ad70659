import type { z } from 'zod';
import { SignalboxError } from '../errors/index.ts';
import { defineTicketEvent, type TicketNews } from '../model/index.ts';
import type { Secret } from '../secret/index.ts';
import {
  type BodyLimits,
  checkTimeWindow,
  type HmacOptions,
  parseJsonBody,
  verifyHmac,
} from '../webhook/index.ts';
import type { WebhookCapability } from './capabilities.ts';

/** A vendor's webhooks: JSON, signed with an HMAC over the raw body. */
export interface HmacWebhook<Configuration, Message> {
  /** undefined: the site takes no webhooks. */
  readonly secrets: (configuration: Configuration) => Secret | readonly Secret[] | undefined;
  readonly signature: Omit<HmacOptions, 'body'> & { readonly header: string };
  /** Which header holds what stays the same over the vendor's repeats. Lower case, as all of them. */
  readonly deliveryHeader?: string;
  readonly limits?: BodyLimits;
  readonly message: z.ZodType<Message>;
  /** When it was sent, from the signed body; null: it does not say, and any age will do. */
  readonly sentAt: (message: Message) => string | number | null;
  /** How long the vendor goes on repeating a webhook, in milliseconds. */
  readonly maximumAgeMs: number;
  /** What it says; nothing for news of no interest. Without an `id` the delivery's is taken. */
  readonly news: (
    message: Message,
    configuration: Configuration,
  ) => readonly (Omit<TicketNews, 'id' | 'site'> & { readonly id?: string })[];
}

/** Checks signature, size, depth and time, and turns messages into events. */
export function defineHmacWebhook<Configuration, Message>(
  webhook: HmacWebhook<Configuration, Message>,
): WebhookCapability<Configuration> {
  const { header, ...signature } = webhook.signature;
  return {
    canVerify: (configuration) => webhook.secrets(configuration) !== undefined,

    verify({ headers, body }, configuration, clock) {
      const secrets = webhook.secrets(configuration) ?? [];
      verifyHmac({ ...signature, body, secrets, signature: headers[header] });
      const json = parseJsonBody(body, webhook.limits);
      const message = webhook.message.safeParse(json);
      // A signed body of another shape says no time; it is unreadable, and has no effect.
      const sentAt = message.success ? webhook.sentAt(message.data) : null;
      if (sentAt !== null) {
        const time = new Date(sentAt).getTime();
        checkTimeWindow({ sentAt: time, now: clock.now(), maximumAgeMs: webhook.maximumAgeMs });
      }
      const deliveryId = webhook.deliveryHeader === undefined ? undefined : headers[webhook.deliveryHeader];
      return { deliveryId: deliveryId ?? null, json };
    },

    parse(body, { deliveryId }, site, configuration) {
      const message = webhook.message.safeParse(body);
      if (!message.success) {
        const places = [
          ...new Set(message.error.issues.map(({ path }) => path.join('.') || 'the body')),
        ].slice(0, 3);
        throw new SignalboxError(
          'unreadable',
          `The body is no webhook of this vendor: look at ${places.join(', ')}.`,
          {
            site,
          },
        );
      }
      return webhook.news(message.data, configuration).map((news) => {
        const own = `${news.type}:${news.ticketId}:${news.version ?? news.time}`;
        return defineTicketEvent({ id: deliveryId ?? own, ...news, site });
      });
    },
  };
}
