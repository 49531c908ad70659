import type { CallOptions, SiteContext, TicketQuery } from '@signalbox/sdk';
import { z } from 'zod';
import type { ServiceNowConfiguration } from '../configuration/index.ts';
import { listRecords } from '../table/index.ts';
import { boundsOf, queryAfter } from './position.ts';
import { tablesFor } from './search.ts';

type Context = SiteContext<ServiceNowConfiguration>;

const statisticsSchema = z.object({
  result: z.object({ stats: z.object({ count: z.coerce.number().int().nonnegative() }) }),
});

/** How many tickets the instance counts, access rules aside; null when it says so nowhere. */
export async function countTickets(
  context: Context,
  query: TicketQuery,
  options: CallOptions = {},
): Promise<number | null> {
  const encoded = queryAfter(null, boundsOf(query));
  let sum = 0;
  for (const table of tablesFor(context, query)) {
    const list = await listRecords(
      context,
      table,
      { query: encoded, columns: ['sys_id'], limit: 1 },
      options,
    );
    const count = list.total ?? (await statisticsCount(context, table, encoded, options));
    if (count === null) return null;
    sum += count;
  }
  return sum;
}

async function statisticsCount(
  context: Context,
  table: string,
  query: string,
  options: CallOptions,
): Promise<number | null> {
  const response = await context.http.request({
    method: 'GET',
    path: `/api/now/stats/${encodeURIComponent(table)}`,
    query: { sysparm_count: 'true', sysparm_query: query },
    kind: 'search',
    accept: [403, 404],
    ...options,
  });
  const parsed = statisticsSchema.safeParse(response.body);
  return parsed.success ? parsed.data.result.stats.count : null;
}
