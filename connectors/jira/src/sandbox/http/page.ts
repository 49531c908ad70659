/** `startAt` and `maxResults` as Jira reads them: what is not a number, or out of range, becomes the default. */
export interface PageRequest {
  readonly startAt: number;
  readonly maxResults: number;
}

export function pageRequest(query: URLSearchParams, fallback = 50, limit = 100): PageRequest {
  const number = (name: string, otherwise: number): number => {
    const value = Number(query.get(name) ?? otherwise);
    return Number.isInteger(value) && value >= 0 ? value : otherwise;
  };
  return { startAt: number('startAt', 0), maxResults: Math.min(number('maxResults', fallback), limit) };
}

export const slice = <Item>(items: readonly Item[], page: PageRequest): readonly Item[] =>
  items.slice(page.startAt, page.startAt + page.maxResults);

/** The page bean most listings share; `selfUrl` is the listing's address without paging parameters. */
export function pageBean<Item>(
  items: readonly Item[],
  page: PageRequest,
  selfUrl: string,
  render: (item: Item) => unknown,
): Readonly<Record<string, unknown>> {
  const at = (startAt: number): string => {
    const url = new URL(selfUrl);
    url.searchParams.set('startAt', String(startAt));
    url.searchParams.set('maxResults', String(page.maxResults));
    return url.href;
  };
  const end = page.startAt + page.maxResults;
  const isLast = end >= items.length;
  return {
    self: at(page.startAt),
    ...(isLast ? {} : { nextPage: at(end) }),
    maxResults: page.maxResults,
    startAt: page.startAt,
    total: items.length,
    isLast,
    values: slice(items, page).map(render),
  };
}
