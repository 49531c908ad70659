import { z } from 'zod';
import { type Answer, type Exchange, invalidPayload, ok, Refusal, route } from '../http/index.ts';
import { canSee, findIssue } from '../state/index.ts';
import { fieldDirectory, issueBean, selectedFields } from '../views/index.ts';
import { scopeIn } from './scope.ts';

const mostIssues = 100;

const requestSchema = z
  .object({
    issueIdsOrKeys: z.array(z.string()),
    fields: z.array(z.string()).nullish(),
    fieldsByKeys: z.boolean().nullish(),
    expand: z.array(z.string()).nullish(),
    properties: z.array(z.string()).max(5).nullish(),
  })
  .strict();

/** Issues by id or key, in the order of their ids; what is gone or hidden is left out without a word. */
function bulkFetch(exchange: Exchange): Answer {
  const parsed = requestSchema.safeParse(exchange.body);
  if (!parsed.success) throw invalidPayload();
  const { issueIdsOrKeys, fields, expand, properties } = parsed.data;
  if (issueIdsOrKeys.length === 0 || issueIdsOrKeys.length > mostIssues) {
    throw new Refusal(400, [`Between 1 and ${mostIssues} issue ids or keys are allowed.`]);
  }
  const { state, account } = exchange;
  const request = {
    fields: selectedFields(fields ?? [], '*all', state.fields),
    expand: new Set(expand ?? []),
    properties: properties ?? [],
  };
  const found = issueIdsOrKeys.map((idOrKey) => findIssue(state, idOrKey));
  const visible = new Set(found.filter((issue) => issue !== undefined && canSee(account, issue)));
  const issues = [...visible].filter((issue) => issue !== undefined);
  return ok({
    issues: issues
      .toSorted((left, right) => Number(left.id) - Number(right.id))
      .map((issue) => ({
        ...issueBean(issue, request, scopeIn(exchange, issue.project)),
        // The answer itself has no place for the names: each issue brings its own.
        ...fieldDirectory(request, state.fields),
      })),
    issueErrors: [],
  });
}

export const bulkFetchRoutes = [route('POST', '/rest/api/3/issue/bulkfetch', bulkFetch)];
