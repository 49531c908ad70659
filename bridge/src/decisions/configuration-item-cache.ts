import { type Clock, isSignalboxError, type Site } from '@signalbox/sdk';
import type { RelatedItem } from '@signalbox/triage/line';

interface Entry {
  readonly item: RelatedItem | null;
  readonly staleAt: number;
}

const freshMs = 10 * 60_000;
const mostEntries = 10_000;

/**
 * Configuration items by id, for ten minutes, so that a burst of tickets about one server asks the CMDB once. A CMDB
 * that does not answer costs the enrichment, never the decision.
 */
export function createConfigurationItemCache(site: Site, clock: Clock) {
  const entries = new Map<string, Entry>();
  const loading = new Map<string, Promise<RelatedItem | null>>();

  async function load(id: string): Promise<RelatedItem | null> {
    try {
      const found = await site.cmdb?.read(id, { lane: 'webhook' });
      const item = found ? { id: found.id, name: found.name, class: found.class } : null;
      remember(id, item);
      return item;
    } catch (error) {
      if (!isSignalboxError(error)) throw error;
      if (error.code === 'not-found' || error.code === 'permission') remember(id, null);
      return null;
    }
  }

  function remember(id: string, item: RelatedItem | null): void {
    if (entries.size >= mostEntries) {
      const oldest = entries.keys().next().value;
      if (oldest !== undefined) entries.delete(oldest);
    }
    entries.set(id, { item, staleAt: clock.now() + freshMs });
  }

  async function read(id: string): Promise<RelatedItem | null> {
    const known = entries.get(id);
    if (known && known.staleAt > clock.now()) return known.item;
    entries.delete(id);
    const running = loading.get(id) ?? load(id).finally(() => loading.delete(id));
    loading.set(id, running);
    return await running;
  }

  return {
    async read(ids: readonly string[]): Promise<readonly RelatedItem[]> {
      const items = await Promise.all(ids.map(read));
      return items.filter((item) => item !== null);
    },
  };
}
