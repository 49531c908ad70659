import { isSignalboxError, SignalboxError } from '@signalbox/sdk';
import { z } from 'zod';
import { defineRoute, type Route, readBody } from '../http/index.ts';
import type { Kernel } from '../kernel.ts';
import type { Delivery, Reception } from './delivery.ts';
import type { GroupCommit } from './group-commit.ts';
import type { IntakeMetrics } from './intake-metrics.ts';
import { readWebhook } from './receive.ts';
import type { RejectionCounter } from './rejection-counter.ts';
import { isRowFault } from './store-deliveries.ts';

const receptionSchema = z.object({
  status: z.enum(['accepted', 'duplicate', 'dead-letter']),
  duplicate: z.boolean(),
  /** The stored webhook's id; null for a duplicate. */
  id: z.string().nullable(),
});

export interface WebhookRouteOptions {
  readonly kernel: Kernel;
  readonly writer: GroupCommit<Delivery, Reception>;
  readonly rejections: RejectionCounter;
  readonly metrics: IntakeMetrics;
  readonly bodyLimitBytes: number;
}

function headersOf(request: Request): Record<string, string> {
  const headers: Record<string, string> = {};
  request.headers.forEach((value, name) => {
    headers[name] = value;
  });
  return headers;
}

/** What the database cannot hold as events, it holds as a dead letter: the raw bytes always fit. */
async function storeOrSetAside(
  writer: GroupCommit<Delivery, Reception>,
  delivery: Delivery,
): Promise<Reception> {
  try {
    return await writer.submit(delivery);
  } catch (error) {
    if (delivery.deadReason !== null || !isRowFault(error)) throw error;
    const deadReason = 'It names a ticket with characters that cannot be stored (NUL, or broken UTF-16).';
    return await writer.submit({ ...delivery, events: [], deadReason });
  }
}

/** `POST /webhooks/{site}`: answers 202 once the webhook is durable, and not before. */
export function webhookRoute({
  kernel,
  writer,
  rejections,
  metrics,
  bodyLimitBytes,
}: WebhookRouteOptions): Route {
  const { sites, clock, events } = kernel;

  function noteRefusal(site: string, error: unknown): void {
    if (!isSignalboxError(error)) return;
    metrics.received.inc({ site, status: error.code });
    if (error.code !== 'signature' && error.code !== 'replay') return;
    const at = clock.now();
    rejections.add(site, at);
    events.publish({ type: 'delivery.rejected', site, at: new Date(at).toISOString(), reason: error.code });
  }

  return defineRoute({
    method: 'post',
    path: '/webhooks/{site}',
    operationId: 'receiveWebhook',
    access: 'public',
    summary: 'Takes a signed webhook from a service desk',
    tag: 'webhooks',
    params: z.object({ site: z.string() }),
    rawBody: 'What the service desk sends, with its signature in the header that it uses.',
    result: receptionSchema,
    status: 202,
    async handle({ params, raw }) {
      const site = sites.get(params.site);
      const started = performance.now();
      try {
        if (site === undefined) {
          throw new SignalboxError('not-found', `There is no site "${params.site}".`);
        }
        const body = await readBody(raw, bodyLimitBytes);
        const delivery = await readWebhook(site, params.site, { headers: headersOf(raw), body }, clock);
        const reception = await storeOrSetAside(writer, delivery);
        metrics.received.inc({ site: site.name, status: reception.status });
        metrics.duration.observe({ site: site.name }, (performance.now() - started) / 1_000);
        return {
          status: reception.status,
          duplicate: reception.status === 'duplicate',
          id: reception.status === 'duplicate' ? null : reception.id,
        };
      } catch (error) {
        if (site !== undefined) noteRefusal(site.name, error);
        throw error;
      }
    },
  });
}
