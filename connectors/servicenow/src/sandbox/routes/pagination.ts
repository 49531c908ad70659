import type { TableParameters } from './table-parameters.ts';

/** `Link` to the first, previous, next and last page, and `X-Total-Count`. */
export function paginationHeaders(
  url: URL,
  baseUrl: string,
  parameters: TableParameters,
  total: number,
): Record<string, string> {
  const headers: Record<string, string> = {};
  if (parameters.isCounted) headers['X-Total-Count'] = String(total);
  const { limit, offset } = parameters;
  const isPaged = parameters.isLimited || total > limit;
  if (parameters.isPaginationSuppressed || !parameters.isCounted || !isPaged || limit === 0) return headers;
  const link = (relation: string, at: number): string => {
    const search = new URLSearchParams(url.searchParams);
    search.set('sysparm_limit', String(limit));
    search.set('sysparm_offset', String(at));
    return `<${baseUrl}${url.pathname}?${search}>;rel="${relation}"`;
  };
  const last = Math.max(0, Math.floor((total - 1) / limit) * limit);
  const links = [link('first', 0)];
  if (offset > 0) links.push(link('prev', Math.max(0, offset - limit)));
  if (offset + limit < total) links.push(link('next', offset + limit));
  links.push(link('last', last));
  return { ...headers, Link: links.join(',') };
}
