import { z } from 'zod';
import { addComment } from '../effects/index.ts';
import {
  type Answer,
  created,
  type Exchange,
  invalidPayload,
  ok,
  pageRequest,
  Refusal,
  route,
  slice,
} from '../http/index.ts';
import { readRichText } from '../text/index.ts';
import { commentBean } from '../views/index.ts';
import { demand, issueOf } from './scope.ts';

const bodySchema = z.object({ body: z.unknown().optional() }).loose();

function add(exchange: Exchange): Answer {
  const { issue, scope } = issueOf(exchange);
  demand(exchange, 'ADD_COMMENTS', 'You do not have the permission to comment on this issue.');
  const input = bodySchema.safeParse(exchange.body);
  if (!input.success) throw invalidPayload();
  const body = readRichText(input.data.body, exchange.version);
  if (body === null || body.content.length === 0)
    throw new Refusal(400, [], { comment: 'Comment body is not valid!' });
  // jsdPublic is read-only in the platform API: what it adds to a service project, the customer reads.
  return created(commentBean(addComment(issue, body, true, scope), issue, scope.viewer));
}

function list(exchange: Exchange): Answer {
  const { issue, scope } = issueOf(exchange);
  const page = pageRequest(exchange.query, 5000, 5000);
  const newestFirst = (exchange.query.get('orderBy') ?? 'created').startsWith('-');
  const comments = newestFirst ? issue.comments.toReversed() : issue.comments;
  return ok({
    startAt: page.startAt,
    maxResults: page.maxResults,
    total: comments.length,
    comments: slice(comments, page).map((comment) => commentBean(comment, issue, scope.viewer)),
  });
}

function read(exchange: Exchange): Answer {
  const { issue, scope } = issueOf(exchange);
  const id = exchange.parameters.id ?? '';
  const comment = issue.comments.find((candidate) => candidate.id === id);
  if (!comment) throw new Refusal(404, [`Can not find a comment for the id: ${id}.`]);
  return ok(commentBean(comment, issue, scope.viewer));
}

export const commentRoutes = [
  route('POST', '/rest/api/3/issue/{issueIdOrKey}/comment', add),
  route('GET', '/rest/api/3/issue/{issueIdOrKey}/comment', list),
  route('GET', '/rest/api/3/issue/{issueIdOrKey}/comment/{id}', read),
];
