import { answerCalls } from './child.ts';
import { openConnection } from './keep-alive-connection.ts';
import { recordedWebhooks, signedRequests } from './signed-webhooks.ts';

export interface Preparation {
  readonly count: number;
  readonly path: string;
  readonly secret: string;
}

export interface Load {
  readonly host: string;
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
  /** True: every request once, and the load ends early when there are no more. False: round and round. */
  readonly isOnce: boolean;
}

export interface LoadResult {
  readonly requests: number;
  /** Answers other than 202. */
  readonly refused: number;
  readonly seconds: number;
  readonly latenciesMs: Float64Array;
}

const recorded = await recordedWebhooks();
let requests: readonly Buffer[] = [];
let next = 0;

async function load({ host, port, connections, seconds, isOnce }: Load): Promise<LoadResult> {
  const open = await Promise.all(Array.from({ length: connections }, () => openConnection(host, port)));
  const latencies: number[] = [];
  let refused = 0;
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1_000;
  if (!isOnce) next = 0;
  await Promise.all(
    open.map(async (connection) => {
      for (let sentAt = performance.now(); sentAt < endsAt; ) {
        if (next >= requests.length) {
          if (isOnce) return;
          next = 0;
        }
        const request = requests[next];
        next += 1;
        if (request === undefined) return;
        const status = await connection.send(request);
        const now = performance.now();
        latencies.push(now - sentAt);
        sentAt = now;
        if (status !== 202) refused += 1;
      }
    }),
  );
  const took = (performance.now() - startedAt) / 1_000;
  for (const connection of open) connection.close();
  return { requests: latencies.length, refused, seconds: took, latenciesMs: Float64Array.from(latencies) };
}

answerCalls({
  prepare({ count, ...options }: Preparation) {
    requests = signedRequests(recorded, count, options);
    next = 0;
    return requests.reduce((sum, request) => sum + request.length, 0) / requests.length;
  },
  load,
});
