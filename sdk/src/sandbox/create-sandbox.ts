import { getResponse, HttpResponse, http, type RequestHandler } from 'msw';
import { systemClock } from '../clock/index.ts';
import { ConnectionCut } from './connection-cut.ts';
import { requestFaultKinds } from './fault-kinds.ts';
import { FaultQueue } from './fault-queue.ts';
import { plainRefusal } from './plain-refusal.ts';
import type { Fault, JournalEntry, Sandbox, SandboxOptions } from './sandbox.ts';
import { seededRandom } from './seeded-random.ts';
import { WebhookSender } from './webhook-sender.ts';

/** What every vendor's sandbox has in common, for the part that is the vendor's own. */
export interface SandboxStage {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly webhookSecret: string;
  readonly options: SandboxOptions;
  /** Milliseconds since the epoch. */
  now(): number;
  /** 0 to 1, repeatable. */
  random(): number;
  /** Notes an effect on a ticket in the journal. */
  record(entry: JournalEntry): void;
  /** Sends a webhook about a ticket to every address, signed by the vendor's `sign`. */
  tell(ticketId: string, body: unknown): void;
}

/** The part of a sandbox that is the vendor's own. */
export interface SandboxVendor
  extends Pick<
    Sandbox,
    | 'configuration'
    | 'credentials'
    | 'createTicket'
    | 'editTicket'
    | 'deleteTicket'
    | 'tickets'
    | 'admin'
    | 'longestDescription'
  > {
  /** The API: msw handlers for addresses below `stage.baseUrl`. */
  readonly api: readonly RequestHandler[];
  /** Headers of a webhook; the one named by `signatureHeader` is what a forgery spoils. */
  readonly sign: (body: string, deliveryNumber: number) => Readonly<Record<string, string>>;
  /** In lower case. */
  readonly signatureHeader: string;
  /** How this vendor refuses a request; undefined: as HTTP has it. */
  readonly refusal?: (fault: Fault, now: number) => Response | undefined;
}

/** How long a slow answer or a late effect takes when the fault does not say, in milliseconds. */
const defaultDelayMs = 1_000;

/**
 * A sandbox around a vendor's API: faults on demand, the journal, webhooks with the faults of real senders. `vendor`
 * is called once, and supplies state, routes and signatures.
 *
 * @param name names the default address, `https://NAME.sandbox.invalid`, which no DNS resolves
 */
export function createSandbox(
  name: string,
  options: SandboxOptions,
  vendor: (stage: SandboxStage) => SandboxVendor,
): Sandbox {
  const clock = options.clock ?? systemClock;
  const now = options.now ?? (() => clock.now());
  const random = seededRandom(options.seed ?? 1);
  const faults = new FaultQueue({ random });
  const journal: JournalEntry[] = [];
  const addresses = new Set<string>();
  const late = new Set<Promise<unknown>>();
  let deliveries = 0;
  const stage: SandboxStage = {
    baseUrl: (options.baseUrl ?? `https://${name}.sandbox.invalid`).replace(/\/+$/, ''),
    webhookSecret: 'sandbox-webhook-secret',
    options,
    now,
    random,
    record: (entry) => journal.push(entry),
    tell(ticketId, message) {
      const body = JSON.stringify(message);
      for (const url of addresses) {
        deliveries += 1;
        const headers = { 'content-type': 'application/json', ...parts.sign(body, deliveries) };
        sender.send({ url, headers, body }, ticketId);
      }
    },
  };
  const parts = vendor(stage);
  const sender = new WebhookSender({
    ...(options.deliver ? { deliver: options.deliver } : {}),
    faults,
    signatureHeader: parts.signatureHeader,
    clock,
  });

  const answer = async (request: Request): Promise<Response> =>
    (await getResponse([...parts.api], request)) ??
    Response.json({ error: 'No such resource.' }, { status: 404 });

  async function fetchFrom(request: Request): Promise<Response> {
    const fault = faults.take(`${request.method} ${new URL(request.url).pathname}`, requestFaultKinds);
    if (!fault) return await answer(request);
    const refusal = parts.refusal?.(fault, now()) ?? plainRefusal(fault, now());
    if (refusal) return refusal;
    const delayMs = fault.delayMs ?? defaultDelayMs;
    switch (fault.kind) {
      case 'cut-after-effect':
        await answer(request);
        throw new ConnectionCut();
      case 'late-effect': {
        // The caller's request is gone with its connection.
        const copy = request.clone();
        const effect = clock.sleep(delayMs).then(() => answer(copy));
        late.add(effect);
        void effect.finally(() => late.delete(effect));
        throw new ConnectionCut();
      }
      case 'slow':
        await clock.sleep(delayMs);
        return await answer(request);
      default:
        throw new ConnectionCut();
    }
  }

  const { api, sign, signatureHeader, refusal, ...own } = parts;
  return {
    ...own,
    get tickets() {
      return parts.tickets;
    },
    handlers: [
      http.all(`${stage.baseUrl}/*`, async ({ request }) => {
        try {
          return await fetchFrom(request);
        } catch (error) {
          if (error instanceof ConnectionCut) return HttpResponse.error();
          throw error;
        }
      }),
    ],
    fetch: fetchFrom,
    baseUrl: stage.baseUrl,
    webhookSecret: stage.webhookSecret,
    journal,
    addFault: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    registerWebhook: (url) => addresses.add(url),
    async settled() {
      while (late.size > 0) await Promise.all(late);
      await sender.settled();
    },
  };
}
