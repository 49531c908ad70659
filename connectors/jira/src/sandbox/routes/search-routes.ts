import { z } from 'zod';
import { type Answer, type Exchange, invalidPayload, ok, Refusal, route } from '../http/index.ts';
import { type Candidate, readQuery, search } from '../jql/index.ts';
import { fieldDirectory, issueBean, selectedFields } from '../views/index.ts';
import { readPageToken, writePageToken } from './page-token.ts';
import { listParameter, scopeIn } from './scope.ts';

const searchSchema = z
  .object({
    jql: z.string().nullish(),
    nextPageToken: z.string().nullish(),
    maxResults: z.int().nonnegative().nullish(),
    fields: z.array(z.string()).nullish(),
    expand: z.string().nullish(),
    properties: z.array(z.string()).max(5).nullish(),
    fieldsByKeys: z.boolean().nullish(),
    failFast: z.boolean().nullish(),
    reconcileIssues: z.array(z.number()).nullish(),
  })
  .strict();
type SearchRequest = z.infer<typeof searchSchema>;

const defaultPageSize = 50;
/** Jira gives up to 5,000 issues a page when only ids or keys are asked for, else up to 100. */
const longestPage = { ids: 5000, fields: 100 };

function found(exchange: Exchange, jql: string): readonly Candidate[] {
  const query = readQuery(jql);
  if (query.where === null) {
    throw new Refusal(400, [
      'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.',
    ]);
  }
  return search(query, exchange);
}

function answer(exchange: Exchange, request: SearchRequest): Answer {
  const jql = request.jql ?? '';
  const candidates = found(exchange, jql);
  const start = request.nextPageToken ? readPageToken(request.nextPageToken, jql) : 0;
  const fields = selectedFields(request.fields ?? [], 'none', exchange.state.fields);
  const isBare = fields.size === 0;
  const limit = isBare ? longestPage.ids : longestPage.fields;
  const size = Math.max(1, Math.min(request.maxResults ?? defaultPageSize, limit));
  const page = candidates.slice(start, start + size);
  const isLast = start + size >= candidates.length;
  const expand = new Set((request.expand ?? '').split(',').filter((word) => word !== ''));
  const asksKey = (request.fields ?? []).some((word) => ['key', 'issuekey', 'id'].includes(word));
  return ok({
    issues: page.map(({ issue, fields: indexed }) => {
      if (isBare && expand.size === 0 && !asksKey) return { id: issue.id };
      const asIndexed = { ...issue, fields: indexed };
      const scope = scopeIn(exchange, issue.project);
      return issueBean(asIndexed, { fields, expand, properties: request.properties ?? [] }, scope);
    }),
    ...(isLast ? {} : { nextPageToken: writePageToken(start + size, jql) }),
    isLast,
    ...fieldDirectory({ fields, expand }, exchange.state.fields),
  });
}

function searchByQuery(exchange: Exchange): Answer {
  const { query } = exchange;
  return answer(exchange, {
    jql: query.get('jql'),
    nextPageToken: query.get('nextPageToken'),
    maxResults: query.has('maxResults') ? Number(query.get('maxResults')) : null,
    fields: [...listParameter(query, 'fields')],
    expand: query.get('expand'),
    properties: [...listParameter(query, 'properties')],
  });
}

function searchByBody(exchange: Exchange): Answer {
  const request = searchSchema.safeParse(exchange.body);
  if (!request.success) throw invalidPayload();
  return answer(exchange, request.data);
}

const countSchema = z.object({ jql: z.string().nullish() }).strict();

function count(exchange: Exchange): Answer {
  const request = countSchema.safeParse(exchange.body);
  if (!request.success) throw invalidPayload();
  return ok({ count: found(exchange, request.data.jql ?? '').length });
}

function gone(): Answer {
  throw new Refusal(410, [
    'The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. A full migration ' +
      'guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046',
  ]);
}

export const searchRoutes = [
  route('GET', '/rest/api/3/search/jql', searchByQuery),
  route('POST', '/rest/api/3/search/jql', searchByBody),
  route('POST', '/rest/api/3/search/approximate-count', count),
  route('GET', '/rest/api/3/search', gone),
  route('POST', '/rest/api/3/search', gone),
];
