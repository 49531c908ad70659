import type { Connector, Site } from '../../connector/index.ts';
import { openSite } from '../../connector/index.ts';
import { SignalboxError } from '../../errors/index.ts';
import type { Transport, TransportRequest, TransportResponse } from '../../http/index.ts';
import { type Sandbox, type SandboxOptions, sandboxTransport } from '../../sandbox/index.ts';
import type { WebhookDelivery } from '../../webhook/index.ts';
import { VirtualClock } from './virtual-clock.ts';

/** One request that left the connector, and how it ended. Times are milliseconds since the epoch. */
export interface Exchange {
  readonly request: TransportRequest;
  readonly startedAt: number;
  /** null while there is no answer, and when none came. */
  response: TransportResponse | null;
  endedAt: number;
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
  /** Gives an answer in the vendor's stead; undefined leaves it to the vendor. */
  answerInstead: ((request: TransportRequest) => TransportResponse | undefined) | null;
}

export type BenchOptions = Pick<SandboxOptions, 'timeZone' | 'customField'>;

/** A connector that never comes to an end is stopped here. */
const mostRequests = 1_000;

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
  const transport: Transport = (request) =>
    clock.work(async () => {
      if (exchanges.length >= mostRequests)
        throw new Error(`More than ${mostRequests} requests for one case.`);
      await bench.beforeSending?.(request);
      const exchange: Exchange = { request, startedAt: clock.now(), response: null, endedAt: clock.now() };
      exchanges.push(exchange);
      try {
        exchange.response = bench.answerInstead?.(request) ?? (await overSandbox(request));
        return exchange.response;
      } finally {
        exchange.endedAt = clock.now();
      }
    });
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
    beforeSending: null,
    answerInstead: null,
  };
  return bench;
}
