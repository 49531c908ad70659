import { type LimitMemory, limitMemorySchema, mergedMemory } from '@signalbox/sdk';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Kernel } from '../kernel.ts';
import { type LimitsTables, toColumn } from './tables.ts';

const channel = 'signalbox_limits';
const noteSchema = z.object({ site: z.string(), process: z.string() });

/** What is known of the limits of every site: kept over restarts, and told to every process. */
export interface LimitMemoryStore {
  recall(site: string): Promise<LimitMemory | null>;
  remember(site: string, memory: LimitMemory): Promise<void>;
  /** When another process has remembered something. Returns the way to stop. */
  onChange(site: string, listener: () => void): () => void;
  start(): Promise<void>;
  stop(): void;
}

export function createLimitMemoryStore({ store, clock }: Kernel, processId: string): LimitMemoryStore {
  const listeners = new Map<string, Set<() => void>>();
  let stopListening = (): void => undefined;

  function changed(payload: string): void {
    const note = noteSchema.safeParse(readJson(payload));
    if (!note.success || note.data.process === processId) return;
    for (const listener of listeners.get(note.data.site) ?? []) listener();
  }

  function allChanged(): void {
    for (const group of listeners.values()) for (const listener of group) listener();
  }

  return {
    async recall(site) {
      const row = await store
        .tables<LimitsTables>()
        .selectFrom('limits_memory')
        .select('memory')
        .where('site', '=', site)
        .executeTakeFirst();
      return limitMemorySchema.safeParse(row?.memory).data ?? null;
    },
    async remember(site, memory) {
      const now = clock.now();
      await store.transaction<LimitsTables, void>(async (transaction) => {
        const row = { site, memory: toColumn(memory), updated_at: new Date(now).toISOString() };
        const inserted = await transaction
          .insertInto('limits_memory')
          .values(row)
          .onConflict((conflict) => conflict.column('site').doNothing())
          .executeTakeFirst();
        if (inserted.numInsertedOrUpdatedRows === 0n) {
          const known = await transaction
            .selectFrom('limits_memory')
            .select('memory')
            .where('site', '=', site)
            .forUpdate()
            .executeTakeFirst();
          // What another version has written is no reason to forget what we know.
          const before = limitMemorySchema.safeParse(known?.memory).data;
          const merged = before ? mergedMemory(before, memory, now) : memory;
          await transaction
            .updateTable('limits_memory')
            .set({ memory: toColumn(merged), updated_at: row.updated_at })
            .where('site', '=', site)
            .execute();
        }
        const note = JSON.stringify({ site, process: processId });
        await sql`select pg_notify(${channel}, ${note})`.execute(transaction);
      });
    },
    onChange(site, listener) {
      const group = listeners.get(site) ?? new Set();
      listeners.set(site, group.add(listener));
      return () => group.delete(listener);
    },
    async start() {
      stopListening = await store.notifications.listen(channel, changed, allChanged);
    },
    stop() {
      stopListening();
    },
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
