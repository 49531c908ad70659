import { randomUUID } from 'node:crypto';
import type { DomainEvent } from '../events/index.ts';
import type { Kernel } from '../kernel.ts';
import { describeError } from '../logging/index.ts';
import { isInScope, type SiteScope } from '../store/index.ts';

/** What happens on every replica, as it happens, as server-sent events. It is for looking at: nothing counts on it. */
export interface LiveFeed {
  open(scope: SiteScope): Response;
  start(): Promise<void>;
  stop(): void;
}

interface Viewer {
  readonly scope: SiteScope;
  send(text: string): void;
  close(): void;
}

const channel = 'signalbox_feed';
const heartbeatMs = 15_000;
const relayMs = 200;
/** PostgreSQL takes 8,000 bytes per notification. */
const relayBytes = 7_000;
/** A viewer that reads this slowly misses events. */
const longestBacklog = 1_000;

export function createLiveFeed({ store, events, logger }: Kernel): LiveFeed {
  const self = randomUUID();
  const viewers = new Set<Viewer>();
  const encoder = new TextEncoder();
  let outgoing: DomainEvent[] = [];
  let number = 0;
  const stops: (() => void)[] = [];

  function show(event: DomainEvent): void {
    if (viewers.size === 0) return;
    number += 1;
    const text = `id: ${number}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
    for (const viewer of viewers) {
      if (event.site === null || isInScope(viewer.scope, event.site)) viewer.send(text);
    }
  }

  /** To the other replicas: what fits into one notification per fifth of a second, the newest first. */
  function relay(): void {
    const batch: DomainEvent[] = [];
    let size = 0;
    for (const event of outgoing.reverse()) {
      size += Buffer.byteLength(JSON.stringify(event)) + 1;
      if (size > relayBytes) break;
      batch.unshift(event);
    }
    outgoing = [];
    if (batch.length === 0) return;
    store
      .notify(channel, JSON.stringify({ from: self, events: batch }))
      .catch((error) => logger.debug({ error: describeError(error) }, 'the live feed was not relayed'));
  }

  function receive(payload: string): void {
    const { from, events: told } = JSON.parse(payload) as { from: string; events: DomainEvent[] };
    if (from !== self) for (const event of told) show(event);
  }

  return {
    open(scope) {
      let viewer: Viewer | undefined;
      const stream = new ReadableStream<Uint8Array>({
        start(controller) {
          viewer = {
            scope,
            send(text) {
              if ((controller.desiredSize ?? 0) > -longestBacklog) controller.enqueue(encoder.encode(text));
            },
            close: () => controller.close(),
          };
          viewers.add(viewer);
          viewer.send('retry: 1000\n: connected\n\n');
        },
        cancel() {
          if (viewer) viewers.delete(viewer);
        },
      });
      return new Response(stream, {
        headers: {
          'content-type': 'text/event-stream',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
        },
      });
    },
    async start() {
      stops.push(events.observe(show));
      const heartbeat = setInterval(() => {
        for (const viewer of viewers) viewer.send(': still here\n\n');
      }, heartbeatMs).unref();
      stops.push(() => clearInterval(heartbeat));
      // An embedded database has this one bridge; on a server there may be replicas.
      if (store.kind === 'embedded') return;
      stops.push(events.observe((event) => outgoing.push(event)));
      stops.push(await store.notifications.listen(channel, receive));
      const timer = setInterval(relay, relayMs).unref();
      stops.push(() => clearInterval(timer));
    },
    stop() {
      for (const stop of stops) stop();
      for (const viewer of viewers) viewer.close();
      viewers.clear();
    },
  };
}
