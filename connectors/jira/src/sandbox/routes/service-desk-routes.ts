import { z } from 'zod';
import { addComment } from '../effects/index.ts';
import type { FieldScope } from '../fields/index.ts';
import { type Answer, created, type Exchange, ok, route, ServiceDeskRefusal } from '../http/index.ts';
import { canSee, findIssue, type Issue } from '../state/index.ts';
import { wikiToDocument } from '../text/index.ts';
import { momentBean, requestCommentBean } from './request-comment-bean.ts';
import { scopeIn } from './scope.ts';

const commentSchema = z.object({ body: z.string().min(1), public: z.boolean().optional() });

/** The request a path names; issues of other projects are no requests. */
function requestOf(exchange: Exchange): { readonly issue: Issue; readonly scope: FieldScope } {
  const issue = findIssue(exchange.state, exchange.parameters.issueIdOrKey ?? '');
  if (issue?.project.type !== 'service_desk' || !canSee(exchange.account, issue)) {
    throw new ServiceDeskRefusal(
      404,
      'The request cannot be found, or you do not have permission to view it.',
    );
  }
  return { issue, scope: scopeIn(exchange, issue.project) };
}

function add(exchange: Exchange): Answer {
  const { issue, scope } = requestOf(exchange);
  const input = commentSchema.safeParse(exchange.body);
  if (!input.success) throw new ServiceDeskRefusal(400, 'Comment body can not be empty!');
  const isPublic = input.data.public ?? false;
  const { permissions } = exchange.account;
  if (!permissions.has('ADD_COMMENTS') || (!isPublic && !permissions.has('SERVICEDESK_AGENT'))) {
    throw new ServiceDeskRefusal(403, 'You do not have permission to add this comment.');
  }
  const comment = addComment(issue, wikiToDocument(input.data.body), isPublic, scope);
  return created(requestCommentBean(comment, issue, scope.viewer));
}

function list(exchange: Exchange): Answer {
  const { issue, scope } = requestOf(exchange);
  const { query } = exchange;
  const start = Number(query.get('start') ?? 0);
  const limit = Math.min(Number(query.get('limit') ?? 50), 100);
  const shown = issue.comments.filter(
    (comment) => query.get(comment.isPublic ? 'public' : 'internal') !== 'false',
  );
  const page = shown.slice(start, start + limit);
  const self = `${exchange.state.baseUrl}/rest/servicedeskapi/request/${issue.id}/comment`;
  return ok({
    _expands: [],
    size: page.length,
    start,
    limit,
    isLastPage: start + limit >= shown.length,
    _links: { self, base: exchange.state.baseUrl, context: '' },
    values: page.map((comment) => requestCommentBean(comment, issue, scope.viewer)),
  });
}

function read(exchange: Exchange): Answer {
  const { issue, scope } = requestOf(exchange);
  const comment = issue.comments.find((candidate) => candidate.id === exchange.parameters.commentId);
  if (!comment) throw new ServiceDeskRefusal(404, 'The comment cannot be found.');
  return ok(requestCommentBean(comment, issue, scope.viewer));
}

function info(exchange: Exchange): Answer {
  const builtAt = Date.UTC(2026, 0, 15);
  return ok({
    version: '6.0.0',
    platformVersion: '1001.0.0-SNAPSHOT',
    buildDate: momentBean(builtAt, exchange.state.zone(exchange.account.timeZone)),
    buildChangeSet: '0000000000000000000000000000000000000000',
    isLicensedForUse: true,
    _links: { self: `${exchange.state.baseUrl}/rest/servicedeskapi/info` },
  });
}

export const serviceDeskRoutes = [
  route('GET', '/rest/servicedeskapi/info', info),
  route('POST', '/rest/servicedeskapi/request/{issueIdOrKey}/comment', add),
  route('GET', '/rest/servicedeskapi/request/{issueIdOrKey}/comment', list),
  route('GET', '/rest/servicedeskapi/request/{issueIdOrKey}/comment/{commentId}', read),
];
