import { createHash } from 'node:crypto';
import { type Clock, isSignalboxError, SignalboxError, type Site, type TicketEvent } from '@signalbox/sdk';
import { parseJson } from '../http/index.ts';
import type { Delivery } from './delivery.ts';

/** A webhook as HTTP handed it over. */
export interface IncomingWebhook {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/**
 * Proves the sender and reads what the webhook says. What is JSON but cannot be understood becomes a dead letter.
 * @throws `not-found` for a site that takes no webhooks, `signature`, `replay`, `unreadable` for what is not JSON.
 */
export async function readWebhook(
  site: Site | undefined,
  name: string,
  webhook: IncomingWebhook,
  clock: Clock,
): Promise<Delivery> {
  if (site?.webhook === undefined) {
    throw new SignalboxError('not-found', `There is no site "${name}" that takes webhooks.`);
  }
  const receivedAt = clock.now();
  const verified = await site.webhook.verify({ ...webhook, receivedAt });
  const body = verified.json === undefined ? parseJson(webhook.body) : verified.json;
  const bodyHash = createHash('sha256').update(webhook.body).digest('hex');
  const base = { site: site.name, deliveryId: verified.deliveryId, bodyHash, body: webhook.body, receivedAt };
  try {
    return { ...base, events: site.webhook.parse(body, verified), deadReason: null };
  } catch (error) {
    return { ...base, events: [], deadReason: deadReason(error) };
  }
}

/** What the admin reads; only Signalbox's own words, because a parser's could quote the ticket. */
export function deadReason(error: unknown): string {
  if (isSignalboxError(error)) return error.message;
  return 'The connector could not read this webhook.';
}

/** What a stored webhook says to today's connector. Throws as the connector does. */
export function rereadWebhook(
  site: Site,
  body: Uint8Array,
  deliveryId: string | null,
): readonly TicketEvent[] {
  if (site.webhook === undefined) {
    throw new SignalboxError('not-found', `The site "${site.name}" takes no webhooks any more.`);
  }
  return site.webhook.parse(parseJson(body), { deliveryId });
}
