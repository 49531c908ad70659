import { SignalboxError } from '@signalbox/sdk';
import type { Kysely } from 'kysely';
import type { Kernel } from '../kernel.ts';
import { describeError } from '../logging/index.ts';
import type { AccessTables } from './tables.ts';

/** Where one switch stands. */
export interface SwitchState {
  /** null: the switch for all sites. */
  readonly site: string | null;
  readonly isPaused: boolean;
  readonly by: string | null;
  readonly at: string | null;
  readonly reason: string | null;
}

export interface SwitchChange {
  readonly site: string | null;
  readonly isPaused: boolean;
  readonly reason: string;
  readonly by: string;
}

/** Stops every write to a service desk, per site or for all, on every replica within five seconds. */
export interface KillSwitch {
  /**
   * True when writes to the site must not leave. Also true when the database has not been heard of for
   * {@link staleAfterMs}: a switch that cannot be read counts as thrown.
   */
  isPaused(site: string): boolean;
  /** The same from the database itself, in the caller's transaction when it gives one. */
  // biome-ignore lint/suspicious/noExplicitAny: any module's transaction will do.
  isPausedNow(site: string, transaction?: Kysely<any>): Promise<boolean>;
  /** The switch for all first, then one per site. */
  states(): readonly SwitchState[];
  /** Throws `not-found` for an unknown site. */
  change(change: SwitchChange): Promise<void>;
  start(): Promise<void>;
  stop(): void;
}

const channel = 'signalbox_switch';
const everySiteKey = '*';
const pollMs = 2_000;
/** A replica that could not read the switch for so long writes no more. */
export const staleAfterMs = 5_000;

export function createKillSwitch({ store, clock, events, logger, sites }: Kernel): KillSwitch {
  const tables = store.tables<AccessTables>();
  const stopping = new AbortController();
  let states = new Map<string, SwitchState>();
  let readAt = Number.NEGATIVE_INFINITY;
  let stopListening = (): void => undefined;

  async function read(): Promise<void> {
    const startedAt = clock.now();
    const rows = await tables.selectFrom('access_switch').selectAll().execute();
    const next = new Map(
      rows.map((row) => [
        row.site,
        {
          site: row.site === everySiteKey ? null : row.site,
          isPaused: row.is_paused,
          by: row.changed_by,
          at: row.changed_at,
          reason: row.reason,
        },
      ]),
    );
    const before = states;
    states = next;
    const isFirstRead = readAt === Number.NEGATIVE_INFINITY;
    readAt = startedAt;
    if (!isFirstRead) for (const [key, state] of next) announce(before.get(key), state);
  }

  function announce(before: SwitchState | undefined, state: SwitchState): void {
    if (before?.at === state.at && before?.isPaused === state.isPaused) return;
    const { site, isPaused, by, at, reason } = state;
    events.publish({
      type: 'switch.changed',
      site,
      isPaused,
      by: by ?? '',
      at: at ?? '',
      reason: reason ?? '',
    });
  }

  async function readSafely(): Promise<void> {
    try {
      await read();
    } catch (error) {
      logger.warn({ error: describeError(error) }, 'the kill switch could not be read');
    }
  }

  async function poll(): Promise<void> {
    while (!stopping.signal.aborted) {
      await clock.sleep(pollMs, stopping.signal).catch(() => undefined);
      if (!stopping.signal.aborted) await readSafely();
    }
  }

  const unknown = (site: string | null): SwitchState => ({
    site,
    isPaused: false,
    by: null,
    at: null,
    reason: null,
  });

  return {
    isPaused(site) {
      if (clock.now() - readAt > staleAfterMs) return true;
      return (states.get(everySiteKey)?.isPaused ?? false) || (states.get(site)?.isPaused ?? false);
    },
    async isPausedNow(site, transaction) {
      const executor = (transaction as unknown as Kysely<AccessTables> | undefined) ?? tables;
      const row = await executor
        .selectFrom('access_switch')
        .select('site')
        .where('site', 'in', [everySiteKey, site])
        .where('is_paused', '=', true)
        .executeTakeFirst();
      return row !== undefined;
    },
    states() {
      const perSite = [...sites.keys()].map((site) => states.get(site) ?? unknown(site));
      return [states.get(everySiteKey) ?? unknown(null), ...perSite];
    },
    async change({ site, isPaused, reason, by }) {
      if (site !== null && !sites.has(site))
        throw new SignalboxError('not-found', `There is no site "${site}".`);
      const row = {
        site: site ?? everySiteKey,
        is_paused: isPaused,
        changed_by: by,
        changed_at: new Date(clock.now()).toISOString(),
        reason,
      };
      const { site: _, ...changed } = row;
      await tables
        .insertInto('access_switch')
        .values(row)
        .onConflict((conflict) => conflict.column('site').doUpdateSet(changed))
        .execute();
      await readSafely();
      // The row is what counts; a lost notification costs at most one poll.
      await store
        .notify(channel, row.site)
        .catch((error) =>
          logger.warn({ error: describeError(error) }, 'replicas were not told of the switch'),
        );
    },
    async start() {
      await read();
      stopListening = await store.notifications.listen(channel, readSafely, readSafely);
      void poll();
    },
    stop() {
      stopping.abort();
      stopListening();
    },
  };
}
