import { type Child, startChild } from './child.ts';
import { disposing } from './disposing.ts';
import type { IntakePorts } from './intake-server.ts';
import type { Load, LoadResult, Preparation } from './load-generator.ts';
import { atLeast, type Finding, type Measurement, type MeasurementContext, rounded } from './measurement.ts';
import { median, quantile } from './statistics.ts';

const levels = [1, 16, 64];
const rounds = 5;
const peerSeconds = 0.8;
const durableSeconds = 1.6;
const warmUpSeconds = 4;
/** More than a round can send. */
const freshRequests = 24_000;
const aimedConnections = 64;
const aimedRatio = 0.15;

type Server = 'bare' | 'verified' | 'durable';
const servers: readonly Server[] = ['bare', 'verified', 'durable'];

interface Level {
  readonly connections: number;
  readonly perSecond: Readonly<Record<Server, number>>;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly ratioToBare: number;
  readonly ratioToVerified: number;
}

const rate = ({ requests, seconds }: LoadResult): number => requests / seconds;

/**
 * One round of each server in turn, several times: a machine that is busy with something else slows neighbours in
 * time alike, and the median over the rounds leaves the worst out.
 */
async function measureLevel(
  connections: number,
  generator: Child,
  ports: IntakePorts,
  { progress, signal }: MeasurementContext,
): Promise<Level> {
  const results: Record<Server, LoadResult[]> = { bare: [], verified: [], durable: [] };
  for (let round = 0; round < rounds; round += 1) {
    progress(`intake: ${connections} connections, round ${round + 1} of ${rounds}`);
    const count = connections === 1 ? freshRequests / 8 : freshRequests;
    const preparation: Preparation = { count, path: '/webhooks/jira', secret: ports.webhookSecret };
    await generator.call('prepare', preparation);
    for (const server of servers) {
      signal.throwIfAborted();
      const isOnce = server === 'durable';
      const seconds = isOnce ? durableSeconds : peerSeconds;
      const load: Load = { host: '127.0.0.1', port: ports[server], connections, seconds, isOnce };
      const result = await generator.call<LoadResult>('load', load);
      if (result.refused > 0) throw new Error(`${result.refused} requests were refused by "${server}".`);
      results[server].push(result);
    }
  }
  const ratioTo = (peer: Server) =>
    median(results.durable.map((result, round) => rate(result) / rate(results[peer][round] ?? result)));
  const latencies = results.durable.flatMap((result) => [...result.latenciesMs]);
  return {
    connections,
    perSecond: {
      bare: median(results.bare.map(rate)),
      verified: median(results.verified.map(rate)),
      durable: median(results.durable.map(rate)),
    },
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    ratioToBare: ratioTo('bare'),
    ratioToVerified: ratioTo('verified'),
  };
}

function finding(found: readonly Level[], bytes: number): Finding {
  const aimed = found.find(({ connections }) => connections === aimedConnections);
  return {
    method: `Signed webhooks as Jira recorded them (${rounded(bytes)} bytes a request on average), each about another issue with a delivery id of its own, sent from a process of their own to the bridge with the embedded PostgreSQL, fsync on; the answer comes when the webhook is on the disk. In turn with two peers in the bridge's process on the same HTTP server (Hono on Node): one only reads the body, one also checks signature and time. Medians of ${rounds} rounds; the ratios are made within each round. Behind intake the line works at the pace that the vendor grants.`,
    table: {
      header: [
        'connections',
        'bare /s',
        'verified /s',
        'durable /s',
        'p50 ms',
        'p99 ms',
        'durable : bare',
        'durable : verified',
      ],
      rows: found.map((level) => [
        String(level.connections),
        ...servers.map((server) => rounded(level.perSecond[server])),
        rounded(level.p50Ms),
        rounded(level.p99Ms),
        rounded(level.ratioToBare),
        rounded(level.ratioToVerified),
      ]),
    },
    figures: { requestBytes: Math.round(bytes), levels: found },
    aims: aimed
      ? [atLeast(`durable : bare at ${aimedConnections} connections`, aimed.ratioToBare, aimedRatio)]
      : [],
  };
}

/** Until the compiler has seen enough of each server; returns the average size of a request in bytes. */
async function warmUp(generator: Child, ports: IntakePorts): Promise<number> {
  const preparation: Preparation = {
    count: freshRequests,
    path: '/webhooks/jira',
    secret: ports.webhookSecret,
  };
  const bytes = await generator.call<number>('prepare', preparation);
  for (const server of servers) {
    const isOnce = server === 'durable';
    const load: Load = {
      host: '127.0.0.1',
      port: ports[server],
      connections: 64,
      seconds: warmUpSeconds,
      isOnce,
    };
    await generator.call<LoadResult>('load', load);
  }
  return bytes;
}

export const intake: Measurement = {
  name: 'intake',
  title: 'Durable intake',
  async measure(context) {
    return await disposing(async (stack) => {
      const server = stack.use(startChild(new URL('intake-server.ts', import.meta.url)));
      const generator = stack.use(startChild(new URL('load-generator.ts', import.meta.url)));
      const ports = await server.call<IntakePorts>('ports');
      const bytes = await warmUp(generator, ports);
      const found: Level[] = [];
      for (const connections of levels)
        found.push(await measureLevel(connections, generator, ports, context));
      return finding(found, bytes);
    });
  },
};
