import type { Clock, SiteClient } from '@signalbox/sdk';

interface Remembered {
  readonly value: unknown;
  readonly until: number;
}

/** What is remembered of one open site; it goes when the site's client goes. */
const memories = new WeakMap<SiteClient, Map<string, Remembered>>();
const mostEntries = 2_000;

/**
 * What `load` gave for `key` at this site no longer than `ttlMs` (milliseconds) ago, or what it gives now. A failure
 * is not remembered. Past a bound the oldest entries go.
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
  // The key names its loader, so what lies under it is of the loader's type.
  if (found && found.until > site.clock.now()) return found.value as T;
  const value = await load();
  // Deleting first moves a renewed entry to the end: a Map keeps the order of insertion.
  memory.delete(key);
  memory.set(key, { value, until: site.clock.now() + ttlMs });
  const oldest = memory.keys().next();
  if (memory.size > mostEntries && !oldest.done) memory.delete(oldest.value);
  return value;
}
