import type { CallOptions, SiteContext, VendorRequest } from '@signalbox/sdk';
import { SignalboxError } from '@signalbox/sdk';
import type { z } from 'zod';
import type { JiraConfiguration } from '../configuration/index.ts';

export type JiraContext = SiteContext<JiraConfiguration>;

/** Sends a request and parses its answer. Throws `vendor-contract` for an answer of another shape, without its values. */
export async function call<Answer>(
  context: JiraContext,
  schema: z.ZodType<Answer>,
  request: VendorRequest,
  options: CallOptions = {},
): Promise<Answer> {
  const response = await context.http.request({ points: mostPoints(request), ...request, ...options });
  const answer = schema.safeParse(response.body);
  if (answer.success) return answer.data;
  const where = answer.error.issues.map((issue) => issue.path.join('.') || 'the answer').slice(0, 5);
  throw new SignalboxError(
    'vendor-contract',
    `Jira answered ${request.method} ${request.kind ?? 'read'} in a shape that this connector does not know (${where.join(', ')}).`,
    { site: context.site, statusCode: response.status },
  );
}

/** What a list can hold, and what Jira takes for each of it. */
const longestList = 100;

/**
 * The most points that Jira takes: 1 for a request, and 1 for each object read (2 for accounts). What it really was
 * shows in `X-RateLimit-Remaining`. Source: Atlassian, "Rate limiting" (Jira Cloud platform).
 */
function mostPoints({ method, isRepeatable }: VendorRequest): number {
  const isReading = method === 'GET' || (method === 'POST' && isRepeatable === true);
  return isReading ? 1 + longestList : 1;
}

/** An issue's path; ids and keys may come from strangers. */
export const issuePath = (issue: string, rest = ''): string =>
  `/rest/api/3/issue/${encodeURIComponent(issue)}${rest}`;
