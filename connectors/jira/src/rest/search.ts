import type { CallOptions } from '@signalbox/sdk';
import { z } from 'zod';
import { call, type JiraContext } from './call.ts';
import { fieldSchemaSchema } from './field-schema.ts';
import { markerPropertyKey, readExpansions, readFields } from './issue.ts';

const issueRowsSchema = z.looseObject({
  /**
   * Read one by one: a row this connector cannot read is reported as skipped, not the end of the page. Never absent: a
   * body without issues is somebody else's, and not an empty page.
   */
  issues: z.array(z.unknown()),
  names: z.record(z.string(), z.string()).default({}),
  schema: z.record(z.string(), fieldSchemaSchema).default({}),
});
/** Issues of one answer, with the names of their fields beside them. */
export type IssueRows = z.infer<typeof issueRowsSchema>;

const searchPageSchema = issueRowsSchema.extend({
  nextPageToken: z.string().nullish(),
  isLast: z.boolean().optional(),
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
      points: 1 + query.maxResults,
    },
    options,
  );
}

/** Jira's own limit of one bulk fetch. */
export const mostFetchedAtOnce = 100;

/** Issues by id or key, up to {@link mostFetchedAtOnce}. Those that are gone or hidden are left out without a word. */
export function fetchIssues(
  context: JiraContext,
  issueIds: readonly string[],
  options?: CallOptions,
): Promise<IssueRows> {
  return call(
    context,
    issueRowsSchema,
    {
      method: 'POST',
      path: '/rest/api/3/issue/bulkfetch',
      body: {
        issueIdsOrKeys: issueIds,
        fields: readFields,
        expand: readExpansions.split(','),
        properties: [markerPropertyKey],
      },
      // A bulk fetch writes nothing.
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
      points: 2,
    },
    options,
  );
  return answer.count;
}
