import { useEffect, useState } from 'react';
import { type ApiClient, ApiError } from '../api/index.ts';
import { readEvents } from './read-events.ts';
import { retryDelayMs } from './retry-delay.ts';
import { createTicketNews, type TicketNews } from './ticket-news.ts';

/** `waiting`: the bridge does not answer and is tried again at `retryAt`. `refused`: it answers, but not to this token. */
export type Connection =
  | { readonly state: 'connecting' | 'live' | 'refused' }
  | { readonly state: 'waiting'; readonly retryAt: number; readonly isOffline: boolean };

export interface Live {
  readonly connection: Connection;
  /** Changes when there is something to load; events that come together change it once. */
  readonly pulse: number;
  /** What the events of this pulse and those before told of. */
  readonly news: TicketNews;
  readonly refresh: () => void;
}

/** Events are gathered for so long before the pages load again. */
const gatherMs = 400;
/** Without any event the pages load again after so long: the minutes on the charts move on. */
const idleMs = 30_000;

/** Keeps the stream of events open, comes back when it breaks, and says when to load again. */
export function useLive(client: ApiClient): Live {
  const [connection, setConnection] = useState<Connection>({ state: 'connecting' });
  const [pulse, setPulse] = useState(0);
  const [news] = useState(createTicketNews);

  useEffect(() => {
    const controller = new AbortController();
    let gathering: ReturnType<typeof setTimeout> | null = null;
    const gather = () => {
      gathering ??= setTimeout(() => {
        gathering = null;
        setPulse((count) => count + 1);
      }, gatherMs);
    };
    const idle = setInterval(gather, idleMs);
    void keepListening(client, controller.signal, setConnection, news, gather);
    return () => {
      controller.abort();
      clearInterval(idle);
      if (gathering !== null) clearTimeout(gathering);
    };
  }, [client, news]);

  return { connection, pulse, news, refresh: () => setPulse((count) => count + 1) };
}

async function keepListening(
  client: ApiClient,
  signal: AbortSignal,
  setConnection: (connection: Connection) => void,
  news: TicketNews,
  gather: () => void,
): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    let isRefused = false;
    try {
      await readEvents(
        client,
        {
          onOpen() {
            failures = 0;
            setConnection({ state: 'live' });
            news.addEverything();
            gather();
          },
          onEvent(data) {
            news.add(data);
            gather();
          },
        },
        signal,
      );
    } catch (error) {
      isRefused = error instanceof ApiError && (error.kind === 'unauthorized' || error.kind === 'forbidden');
    }
    if (signal.aborted) return;
    if (isRefused) return setConnection({ state: 'refused' });
    failures += 1;
    const delayMs = retryDelayMs(failures);
    setConnection({ state: 'waiting', retryAt: Date.now() + delayMs, isOffline: !navigator.onLine });
    await untilTimeOrOnline(delayMs, signal);
  }
}

/** Waits, but not past the moment when the browser says that the network is back. */
function untilTimeOrOnline(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, delayMs);
    window.addEventListener('online', done);
    signal.addEventListener('abort', done);
  });
}
