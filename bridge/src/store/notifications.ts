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
  let current: Promise<Client> | undefined;

  async function connect(): Promise<Client> {
    const client = new Client({ ...settings, application_name: 'signalbox-listen', keepAlive: true });
    client.on('error', () => undefined);
    try {
      await client.connect();
      for (const channel of listeners.keys())
        await client.query(`listen ${client.escapeIdentifier(channel)}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    client.on('notification', ({ channel, payload }) => {
      for (const listener of listeners.get(channel) ?? []) listener.handler(payload ?? '');
    });
    // Only a connection that worked is replaced: a failed attempt is repeated by whoever made it.
    client.once('end', () => {
      if (closing.signal.aborted) return;
      logger.warn('the listening connection was lost');
      current = reconnect();
      current.catch(() => undefined);
    });
    return client;
  }

  async function reconnect(): Promise<Client> {
    for (;;) {
      await clock.sleep(reconnectDelayMs, closing.signal);
      try {
        const client = await connect();
        for (const group of listeners.values()) for (const listener of group) listener.onReconnect?.();
        return client;
      } catch (error) {
        closing.signal.throwIfAborted();
        logger.debug(
          { error: (error as { code?: string }).code },
          'the listening connection is not back yet',
        );
      }
    }
  }

  return {
    async listen(channel, handler, onReconnect) {
      const group = listeners.get(channel) ?? new Set();
      const listener: Listener = { handler, onReconnect };
      listeners.set(channel, group.add(listener));
      current ??= connect();
      const client = await current;
      await client.query(`listen ${client.escapeIdentifier(channel)}`);
      return () => group.delete(listener);
    },
    async close() {
      closing.abort();
      const client = await current?.catch(() => undefined);
      await client?.end().catch(() => undefined);
    },
  };
}
