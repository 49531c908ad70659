import type { CallOptions } from '@signalbox/sdk';
import { z } from 'zod';
import { call, type JiraContext } from './call.ts';
import { fieldSchemaSchema } from './field-schema.ts';
import { markerPropertyKey, readExpansions, readFields } from './issue.ts';

const searchPageSchema = z.looseObject({
  /** Read one by one: a row this connector cannot read is reported as skipped, not the end of the page. */
  issues: z.array(z.unknown()).default([]),
  nextPageToken: z.string().nullish(),
  isLast: z.boolean().optional(),
  names: z.record(z.string(), z.string()).default({}),
  schema: z.record(z.string(), fieldSchemaSchema).default({}),
});
export type SearchPage = z.infer<typeof searchPageSchema>;

export function searchIssues(
  context: JiraContext,
  query: { readonly jql: string; readonly maxResults: number; readonly nextPageToken: string | null },
  options?: CallOptions,
): Promise<SearchPage> {
  return call(
    context,
    searchPageSchema,
    {
      method: 'POST',
      path: '/rest/api/3/search/jql',
      body: {
        jql: query.jql,
        maxResults: query.maxResults,
        fields: readFields,
        expand: readExpansions,
        properties: [markerPropertyKey],
        ...(query.nextPageToken === null ? {} : { nextPageToken: query.nextPageToken }),
      },
      // A search writes nothing.
      isRepeatable: true,
      kind: 'search',
    },
    options,
  );
}

const countSchema = z.looseObject({ count: z.number().int().nonnegative() });

/** How many issues Jira estimates; close, and not exact while the index catches up. */
export async function countIssues(context: JiraContext, jql: string, options?: CallOptions): Promise<number> {
  const answer = await call(
    context,
    countSchema,
    {
      method: 'POST',
      path: '/rest/api/3/search/approximate-count',
      body: { jql },
      isRepeatable: true,
      kind: 'search',
    },
    options,
  );
  return answer.count;
}
