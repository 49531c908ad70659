import { randomUUID } from 'node:crypto';
import {
  type Secret,
  SignalboxError,
  type Site,
  secretValue,
  signHmac,
  systemClock,
  type TicketEvent,
  verifyHmac,
} from '@signalbox/sdk';
import { z } from 'zod';

const signatureHeader = 'x-test-signature';

const bodySchema = z.object({ ticket: z.string(), key: z.string().optional(), event: z.string().optional() });

/** A site that sends signed webhooks and has no tickets: what intake needs to know of a vendor, and nothing else. */
export interface WebhookSite extends Site {
  /** Headers and body as the vendor would send them; `deliveryId` stays the same over its retries. */
  sign(
    body: unknown,
    deliveryId?: string,
  ): { readonly headers: Record<string, string>; readonly body: string };
}

function toEvent(site: string, body: unknown): TicketEvent {
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) {
    throw new SignalboxError('unreadable', 'The webhook names no ticket.', { site });
  }
  const { ticket, key, event } = parsed.data;
  return {
    specversion: '1.0',
    id: randomUUID(),
    source: `/sites/${site}`,
    type: event === 'updated' ? 'signalbox.ticket.updated' : 'signalbox.ticket.created',
    subject: ticket,
    time: new Date().toISOString(),
    data: { key: key ?? null, actor: null, changed: null, version: null, isOwn: false },
  };
}

export function webhookSite(name: string, secret: Secret = secretValue('a secret for tests')): WebhookSite {
  const gone = () => Promise.reject(new SignalboxError('not-found', 'This site has no tickets.'));
  const idle = { interactive: 0, webhook: 0, backfill: 0 };
  return {
    name,
    connector: { name: 'webhooks-only', version: '1.0.0' },
    baseUrl: 'https://desk.example',
    limits: { share: 1, requestsPerSecond: 10, maxConcurrent: 4, timeoutMs: 1_000, longestRequestMs: 2_000 },
    clock: systemClock,
    http: { request: gone },
    governor: {
      snapshot: () => ({
        site: name,
        waiting: idle,
        running: 0,
        share: 1,
        requestsPerSecond: 10,
        throttle: 1,
        pausedUntil: null,
        pauseReason: null,
        heldTickets: 0,
        quota: null,
        learned: [],
        shared: null,
        circuits: {},
        totals: { requests: 0, repeats: 0, rateLimited: 0, failures: 0 },
      }),
      share: async () => async () => undefined,
    },
    tickets: {
      read: gone,
      history: gone,
      count: async () => 0,
      async *search() {
        yield { items: [], skipped: [], checkpoint: '', isLast: true };
      },
    },
    catalog: undefined,
    cmdb: undefined,
    changes: undefined,
    diagnosis: undefined,
    humanQueue: undefined,
    webhookRegistrations: undefined,
    webhook: {
      async verify({ headers, body }) {
        const signature = headers[signatureHeader];
        verifyHmac({ secrets: secret, signature, body, algorithm: 'sha256', encoding: 'hex' });
        return { deliveryId: headers['x-test-delivery'] ?? null };
      },
      parse: (body) => [toEvent(name, body)],
    },
    sign(body, deliveryId) {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      return {
        body: text,
        headers: {
          'content-type': 'application/json',
          [signatureHeader]: signHmac(secret, { body: text, algorithm: 'sha256', encoding: 'hex' }),
          ...(deliveryId === undefined ? {} : { 'x-test-delivery': deliveryId }),
        },
      };
    },
  };
}
