import type { Clock } from '@signalbox/sdk';
import { Client } from 'pg';
import type { Logger } from 'pino';
import type { ConnectionSettings } from './connection-settings.ts';

export type NotificationHandler = (payload: string) => void;

/** PostgreSQL's LISTEN over one connection of its own, which comes back when it is lost. */
export interface Notifications {
  /** `onReconnect` runs after a gap in which notifications may have been missed. Returns the way to stop. */
  listen(channel: string, handler: NotificationHandler, onReconnect?: () => void): Promise<() => void>;
  close(): Promise<void>;
}

interface Listener {
  readonly handler: NotificationHandler;
  readonly onReconnect: (() => void) | undefined;
}

const reconnectDelayMs = 500;

export function openNotifications(settings: ConnectionSettings, clock: Clock, logger: Logger): Notifications {
  const listeners = new Map<string, Set<Listener>>();
  const closing = new AbortController();
  let client: Promise<Client> | undefined;

  async function connect(): Promise<Client> {
    const next = new Client({ ...settings, application_name: 'signalbox-listen', keepAlive: true });
    next.on('notification', ({ channel, payload }) => {
      for (const listener of listeners.get(channel) ?? []) listener.handler(payload ?? '');
    });
    next.on('error', (error) => logger.warn({ error: error.message }, 'the listening connection failed'));
    next.on('end', () => {
      if (!closing.signal.aborted) client = reconnect();
      client?.catch(() => undefined);
    });
    await next.connect();
    for (const channel of listeners.keys()) await next.query(`listen ${next.escapeIdentifier(channel)}`);
    return next;
  }

  async function reconnect(): Promise<Client> {
    for (;;) {
      await clock.sleep(reconnectDelayMs, closing.signal);
      try {
        const next = await connect();
        for (const group of listeners.values()) for (const listener of group) listener.onReconnect?.();
        return next;
      } catch (error) {
        logger.debug({ error: String(error) }, 'the listening connection is not back yet');
      }
    }
  }

  return {
    async listen(channel, handler, onReconnect) {
      const group = listeners.get(channel) ?? new Set();
      const listener: Listener = { handler, onReconnect };
      listeners.set(channel, group.add(listener));
      client ??= connect();
      const connected = await client;
      await connected.query(`listen ${connected.escapeIdentifier(channel)}`);
      return () => group.delete(listener);
    },
    async close() {
      closing.abort();
      const connected = await client?.catch(() => undefined);
      await connected?.end().catch(() => undefined);
    },
  };
}
