import type { Connector, Site } from '../../connector/index.ts';
import { openSite } from '../../connector/index.ts';
import { SignalboxError } from '../../errors/index.ts';
import type { Transport, TransportRequest, TransportResponse } from '../../http/index.ts';
import { type Sandbox, type SandboxOptions, sandboxTransport } from '../../sandbox/index.ts';
import type { WebhookDelivery } from '../../webhook/index.ts';
import { divertFetch } from './divert-fetch.ts';
import { VirtualClock } from './virtual-clock.ts';

/** One request that left the connector, and how it ended. Times are milliseconds since the epoch. */
export interface Exchange {
  readonly request: TransportRequest;
  readonly startedAt: number;
  /** null while there is no answer, and when none came. */
  response: TransportResponse | null;
  endedAt: number;
  /** False for one that went past the client that the connector was given. */
  readonly isGoverned: boolean;
}

/** A connector at a sandbox of its own, with a clock that jumps: where one case is tried. */
export interface Bench {
  readonly connector: Pick<Connector<never>, 'name' | 'version'>;
  /** Opens the same site again with other settings; sends nothing. */
  reopen(configuration: unknown): Site;
  readonly sandbox: Sandbox;
  readonly site: Site;
  readonly clock: VirtualClock;
  /** In the order in which they left. */
  readonly exchanges: readonly Exchange[];
  /** Webhooks the vendor sent, as they arrived. */
  readonly deliveries: readonly WebhookDelivery[];
  /** Called before a request leaves: what happens at the vendor in the same moment. */
  beforeSending: ((request: TransportRequest) => Promise<void>) | null;
  /** Ends what the bench watches. */
  close(): void;
  /** Gives an answer in the vendor's stead; undefined leaves it to the vendor. */
  answerInstead: ((request: TransportRequest) => TransportResponse | undefined) | null;
}

export type BenchOptions = Pick<SandboxOptions, 'timeZone' | 'customField'>;

/** A connector that never comes to an end is stopped here. */
const mostRequests = 1_000;

/** Of a request past the client, in milliseconds. */
const ownTimeoutMs = 30_000;

/** No DNS knows it (RFC 2606). */
const receiver = 'https://signalbox.invalid/webhooks/support';

/** Throws what `openSite` throws, and `configuration` for a connector without a sandbox. */
export async function openBench<Configuration>(
  connector: Connector<Configuration>,
  options: BenchOptions = {},
): Promise<Bench> {
  if (!connector.sandbox) {
    throw new SignalboxError(
      'configuration',
      `The connector ${connector.name} has no sandbox: declare \`sandbox\`, which the conformance kit runs it against.`,
    );
  }
  const clock = new VirtualClock();
  const deliveries: WebhookDelivery[] = [];
  const sandbox = await connector.sandbox({
    ...options,
    seed: 7,
    clock: clock.vendor,
    deliver: async ({ headers, body }) => {
      deliveries.push({
        headers: Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
        ),
        body: new TextEncoder().encode(body),
        receivedAt: clock.now(),
      });
      return { status: 202 };
    },
  });
  if (connector.webhook) sandbox.registerWebhook(receiver);
  const exchanges: Exchange[] = [];
  const overSandbox = sandboxTransport(sandbox, clock);
  const exchange = (request: TransportRequest, isGoverned: boolean): Promise<TransportResponse> =>
    clock.work(async () => {
      if (exchanges.length >= mostRequests)
        throw new Error(`More than ${mostRequests} requests for one case.`);
      await bench.beforeSending?.(request);
      const record: Exchange = {
        request,
        startedAt: clock.now(),
        response: null,
        endedAt: clock.now(),
        isGoverned,
      };
      exchanges.push(record);
      try {
        record.response = bench.answerInstead?.(request) ?? (await overSandbox(request));
        return record.response;
      } finally {
        record.endedAt = clock.now();
      }
    });
  const transport: Transport = (request) => exchange(request, true);
  const pastTheClient = async (request: Request): Promise<Response> => {
    const { url } = request;
    const method = request.method as TransportRequest['method'];
    const body = (await request.text()) || undefined;
    const sent = { method, url, headers: Object.fromEntries(request.headers), body, timeoutMs: ownTimeoutMs };
    const answer = await exchange({ ...sent, signal: request.signal }, false);
    return new Response(answer.body, { status: answer.status, headers: { ...answer.headers } });
  };
  const reopen = (configuration: unknown): Site =>
    openSite(connector, {
      name: 'support',
      configuration,
      transport,
      clock,
      governor: { random: () => 0.5 },
    });
  const site = reopen(sandbox.configuration);
  const bench: Bench = {
    connector,
    reopen,
    sandbox,
    site,
    clock,
    exchanges,
    deliveries,
    close: divertFetch(new URL(sandbox.baseUrl).origin, pastTheClient),
    beforeSending: null,
    answerInstead: null,
  };
  return bench;
}
