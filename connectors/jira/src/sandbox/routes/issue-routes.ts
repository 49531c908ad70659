import { createIssue, deleteIssue, editIssue, readChangeRequest } from '../effects/index.ts';
import {
  type Answer,
  created,
  type Exchange,
  forbidden,
  noContent,
  ok,
  Refusal,
  route,
} from '../http/index.ts';
import { selfUrl } from '../render/index.ts';
import { findProject, type Project } from '../state/index.ts';
import { fieldDirectory, issueBean, selectedFields } from '../views/index.ts';
import { demand, issueOf, listParameter, scopeIn, viewerOf } from './scope.ts';

function chosenProject(exchange: Exchange, reference: unknown): Project {
  const named = typeof reference === 'object' && reference !== null ? reference : {};
  const idOrKey = 'id' in named ? named.id : 'key' in named ? named.key : undefined;
  const project =
    typeof idOrKey === 'string' || typeof idOrKey === 'number'
      ? findProject(exchange.state, String(idOrKey))
      : undefined;
  if (!project) throw new Refusal(400, [], { project: 'Specify a valid project ID or key' });
  return project;
}

function create(exchange: Exchange): Answer {
  const request = readChangeRequest(exchange.body);
  const project = chosenProject(exchange, request.fields.project);
  demand(exchange, 'CREATE_ISSUES', 'You do not have permission to create issues in this project.');
  const issue = createIssue(request, project, scopeIn(exchange, project));
  const self = selfUrl(viewerOf(exchange), `issue/${issue.id}`);
  return created({ id: issue.id, key: issue.key, self });
}

function read(exchange: Exchange): Answer {
  const { issue, scope } = issueOf(exchange);
  const { query, state } = exchange;
  const request = {
    fields: selectedFields(listParameter(query, 'fields'), '*all', state.fields),
    expand: new Set(listParameter(query, 'expand')),
    properties: listParameter(query, 'properties'),
  };
  return ok({ ...issueBean(issue, request, scope), ...fieldDirectory(request, state.fields) });
}

function edit(exchange: Exchange): Answer {
  const { issue, scope } = issueOf(exchange);
  demand(exchange, 'EDIT_ISSUES', 'You do not have permission to edit issues in this project.');
  for (const parameter of ['overrideScreenSecurity', 'overrideEditableFlag']) {
    if (exchange.query.get(parameter) === 'true') {
      throw forbidden(`Only apps with administer permission may use ${parameter}.`);
    }
  }
  const request = readChangeRequest(exchange.body);
  const names = [...Object.keys(request.fields), ...Object.keys(request.update)];
  if (names.includes('assignee'))
    demand(exchange, 'ASSIGN_ISSUES', 'You do not have permission to assign issues.');
  editIssue(issue, request, scope);
  if (exchange.query.get('returnIssue') !== 'true') return noContent;
  return read(exchange);
}

function remove(exchange: Exchange): Answer {
  const { issue, scope } = issueOf(exchange);
  demand(exchange, 'DELETE_ISSUES', 'You do not have permission to delete issues in this project.');
  deleteIssue(issue, scope);
  return noContent;
}

export const issueRoutes = [
  route('POST', '/rest/api/3/issue', create),
  route('GET', '/rest/api/3/issue/{issueIdOrKey}', read),
  route('PUT', '/rest/api/3/issue/{issueIdOrKey}', edit),
  route('DELETE', '/rest/api/3/issue/{issueIdOrKey}', remove),
];
