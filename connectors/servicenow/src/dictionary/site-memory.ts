import type { Clock, SiteClient } from '@signalbox/sdk';

interface Remembered {
  readonly value: Promise<unknown>;
  /** Milliseconds since the epoch; until the answer is there, it does not end. */
  until: number;
}

/** What is remembered of one open site; it goes when the site's client goes. */
const memories = new WeakMap<SiteClient, Map<string, Remembered>>();
const mostEntries = 2_000;

/**
 * What `load` gave for `key` at this site no longer than `ttlMs` (milliseconds) ago, or what it gives now; those who
 * ask meanwhile wait for the same answer. A failure is not remembered, and is nobody's but the first asker's: it may
 * be no more than that one's patience. Past a bound the oldest entries go.
 */
export async function remembered<T>(
  site: { readonly http: SiteClient; readonly clock: Clock },
  key: string,
  ttlMs: number,
  load: () => Promise<T>,
): Promise<T> {
  const memory = memories.get(site.http) ?? new Map<string, Remembered>();
  memories.set(site.http, memory);
  const found = memory.get(key);
  if (found && found.until > site.clock.now()) {
    // The key names its loader, so what lies under it is of the loader's type.
    return (found.value as Promise<T>).catch(() => remembered(site, key, ttlMs, load));
  }
  const entry: Remembered = { value: load(), until: Number.POSITIVE_INFINITY };
  // Deleting first moves a renewed entry to the end: a Map keeps the order of insertion.
  memory.delete(key);
  memory.set(key, entry);
  const oldest = memory.keys().next();
  if (memory.size > mostEntries && !oldest.done) memory.delete(oldest.value);
  try {
    const value = await entry.value;
    entry.until = site.clock.now() + ttlMs;
    return value as T;
  } catch (error) {
    if (memory.get(key) === entry) memory.delete(key);
    throw error;
  }
}
