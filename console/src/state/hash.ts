import { type Route, routeSchema } from '@signalbox/triage/schema';

export const pages = ['line', 'sites', 'trouble'] as const;
export type Page = (typeof pages)[number];

export interface Filters {
  readonly site: string | null;
  readonly route: Route | null;
  /** Part of a ticket key. */
  readonly key: string;
}

/** Where the reader is: everything that a link to this view must carry. */
export interface Place {
  readonly page: Page;
  /** The receipt of the opened ticket. */
  readonly receiptId: string | null;
  readonly filters: Filters;
}

export const noFilters: Filters = { site: null, route: null, key: '' };

/** Reads `#/line/RECEIPT?site=…&route=…&q=…`; anything else is the line itself. */
export function parseHash(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [name, receipt] = path.split('/');
  const parameters = new URLSearchParams(query);
  const route = routeSchema.safeParse(parameters.get('route'));
  return {
    page: pages.find((page) => page === name) ?? 'line',
    receiptId: receipt ? decode(receipt) : null,
    filters: {
      site: parameters.get('site'),
      route: route.success ? route.data : null,
      key: parameters.get('q') ?? '',
    },
  };
}

export function formatHash({ page, receiptId, filters }: Place): string {
  const query = new URLSearchParams();
  if (filters.site !== null) query.set('site', filters.site);
  if (filters.route !== null) query.set('route', filters.route);
  if (filters.key !== '') query.set('q', filters.key);
  const path = receiptId === null ? page : `${page}/${encodeURIComponent(receiptId)}`;
  return query.size === 0 ? `#/${path}` : `#/${path}?${query}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
