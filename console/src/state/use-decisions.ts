import { useCallback, useRef, useState } from 'react';
import { type DecisionPage, decisionPageSchema } from '../api/index.ts';
import { useBridge } from './bridge-context.ts';
import type { Filters } from './hash.ts';
import { appendOlder, mergeNewest, replaceItems } from './merge-decisions.ts';
import { type Resource, useResource } from './use-resource.ts';

const pageSize = 50;
const olderPageSize = 100;
/** As many of the newest are read again whenever something happens; older ones, page by page, down to the rows that it concerns. */
const longestRefresh = 200;

function pathOf(filters: Filters, limit: number, before: string | null): string {
  const query = new URLSearchParams({ limit: String(limit) });
  if (before !== null) query.set('before', before);
  if (filters.site !== null) query.set('site', filters.site);
  if (filters.route !== null) query.set('route', filters.route);
  if (filters.key.trim() !== '') query.set('q', filters.key.trim());
  return `api/v1/decisions?${query}`;
}

export interface Decisions extends Resource<DecisionPage> {
  readonly isLoadingOlder: boolean;
  readonly loadOlder: () => void;
}

/** The newest decisions, kept up to date, and as many older ones as the reader asked for. */
export function useDecisions({ site, route, key }: Filters): Decisions {
  const { client, pulse, news } = useBridge();
  const [wish, setWish] = useState(0);
  const [isLoadingOlder, setIsLoadingOlder] = useState(false);
  const isOlderWanted = useRef(false);

  const load = useCallback(
    async (signal: AbortSignal, held: DecisionPage | null) => {
      const read = async (limit: number, cursor: string | null) =>
        await client.read(pathOf({ site, route, key }, limit, cursor), decisionPageSchema, { signal });
      const before = held?.next ?? null;
      if (isOlderWanted.current && held !== null && before !== null) {
        try {
          return appendOlder(held, await read(olderPageSize, before));
        } finally {
          isOlderWanted.current = false;
          setIsLoadingOlder(false);
        }
      }
      const isNews = news.take();
      try {
        const limit = Math.min(longestRefresh, Math.max(pageSize, held?.items.length ?? 0));
        let page = await read(limit, null);
        let shown = mergeNewest(held, page);
        const stale = new Set(shown.items.filter(isNews).map((item) => item.receiptId));
        for (const item of page.items) stale.delete(item.receiptId);
        while (stale.size > 0 && page.next !== null) {
          page = await read(longestRefresh, page.next);
          shown = replaceItems(shown, page.items);
          for (const item of page.items) stale.delete(item.receiptId);
        }
        return shown;
      } catch (error) {
        // What was to be read again was not.
        news.addEverything();
        throw error;
      }
    },
    [client, news, site, route, key],
  );
  const resource = useResource(load, pulse + wish);

  return {
    ...resource,
    isLoadingOlder,
    loadOlder: () => {
      isOlderWanted.current = true;
      setIsLoadingOlder(true);
      setWish((count) => count + 1);
    },
  };
}
