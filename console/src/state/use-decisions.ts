import { useCallback, useRef, useState } from 'react';
import { type DecisionPage, decisionPageSchema } from '../api/index.ts';
import { useBridge } from './bridge-context.ts';
import type { Filters } from './hash.ts';
import { appendOlder, mergeNewest } from './merge-decisions.ts';
import { type Resource, useResource } from './use-resource.ts';

const pageSize = 50;
const olderPageSize = 100;
/** As many of the newest are read again when something happens, so that the fate of their writes stays true. */
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
  const { client, pulse } = useBridge();
  const [wish, setWish] = useState(0);
  const [isLoadingOlder, setIsLoadingOlder] = useState(false);
  const isOlderWanted = useRef(false);

  const load = useCallback(
    async (signal: AbortSignal, held: DecisionPage | null) => {
      const filters = { site, route, key };
      const before = held?.next ?? null;
      if (isOlderWanted.current && held !== null && before !== null) {
        try {
          const older = await client.read(pathOf(filters, olderPageSize, before), decisionPageSchema, {
            signal,
          });
          return appendOlder(held, older);
        } finally {
          isOlderWanted.current = false;
          setIsLoadingOlder(false);
        }
      }
      const limit = Math.min(longestRefresh, Math.max(pageSize, held?.items.length ?? 0));
      return mergeNewest(
        held,
        await client.read(pathOf(filters, limit, null), decisionPageSchema, { signal }),
      );
    },
    [client, site, route, key],
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
