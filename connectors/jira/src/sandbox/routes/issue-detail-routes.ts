import { z } from 'zod';
import { availableTransitions, editIssue, readChangeRequest, transitionIssue } from '../effects/index.ts';
import {
  type Answer,
  type Exchange,
  invalidPayload,
  noContent,
  ok,
  pageBean,
  pageRequest,
  route,
} from '../http/index.ts';
import { selfUrl } from '../render/index.ts';
import { changelogBean, editMetadata, transitionBean } from '../views/index.ts';
import { demand, issueOf, listParameter } from './scope.ts';

function editmeta(exchange: Exchange): Answer {
  const { issue, scope } = issueOf(exchange);
  return ok(editMetadata(issue, scope));
}

function transitions(exchange: Exchange): Answer {
  const { issue, scope } = issueOf(exchange);
  const wanted = exchange.query.get('transitionId');
  const withFields = listParameter(exchange.query, 'expand').includes('transitions.fields');
  const mayMove = exchange.account.permissions.has('TRANSITION_ISSUES');
  return ok({
    expand: 'transitions',
    transitions: (mayMove ? availableTransitions(issue) : [])
      .filter((transition) => wanted === null || transition.id === wanted)
      .map((transition) => transitionBean(transition, issue, scope, withFields)),
  });
}

function transition(exchange: Exchange): Answer {
  const { issue, scope } = issueOf(exchange);
  demand(exchange, 'TRANSITION_ISSUES', 'You do not have permission to transition issues in this project.');
  transitionIssue(issue, readChangeRequest(exchange.body), scope);
  return noContent;
}

function changelog(exchange: Exchange): Answer {
  const { issue, scope } = issueOf(exchange);
  return ok(
    pageBean(
      issue.history,
      pageRequest(exchange.query, 100),
      selfUrl(scope.viewer, `issue/${issue.key}/changelog`),
      (entry) => changelogBean(entry, scope.viewer),
    ),
  );
}

const assigneeSchema = z.object({ accountId: z.string().nullish() }).loose();

function assign(exchange: Exchange): Answer {
  const { issue, scope } = issueOf(exchange);
  demand(exchange, 'ASSIGN_ISSUES', 'You do not have permission to assign issues.');
  const body = assigneeSchema.safeParse(exchange.body);
  if (!body.success) throw invalidPayload();
  editIssue(
    issue,
    readChangeRequest({ fields: { assignee: { accountId: body.data.accountId ?? null } } }),
    scope,
  );
  return noContent;
}

export const issueDetailRoutes = [
  route('GET', '/rest/api/3/issue/{issueIdOrKey}/editmeta', editmeta),
  route('GET', '/rest/api/3/issue/{issueIdOrKey}/transitions', transitions),
  route('POST', '/rest/api/3/issue/{issueIdOrKey}/transitions', transition),
  route('GET', '/rest/api/3/issue/{issueIdOrKey}/changelog', changelog),
  route('PUT', '/rest/api/3/issue/{issueIdOrKey}/assignee', assign),
];
