import { deleteProperty, writeProperty } from '../effects/index.ts';
import { type Answer, type Exchange, noContent, ok, Refusal, route } from '../http/index.ts';
import { selfUrl } from '../render/index.ts';
import { demand, issueOf } from './scope.ts';

const editPermission = 'You do not have permission to edit issues in this project.';
const missing = (key: string): Refusal => new Refusal(404, [`The property with key ${key} does not exist.`]);

function list(exchange: Exchange): Answer {
  const { issue, scope } = issueOf(exchange);
  return ok({
    keys: [...issue.properties.keys()].map((key) => ({
      self: selfUrl(scope.viewer, `issue/${issue.id}/properties/${encodeURIComponent(key)}`),
      key,
    })),
  });
}

function read(exchange: Exchange): Answer {
  const { issue } = issueOf(exchange);
  const key = exchange.parameters.propertyKey ?? '';
  if (!issue.properties.has(key)) throw missing(key);
  return ok({ key, value: issue.properties.get(key) });
}

function write(exchange: Exchange): Answer {
  const { issue, scope } = issueOf(exchange);
  demand(exchange, 'EDIT_ISSUES', editPermission);
  const isNew = writeProperty(issue, exchange.parameters.propertyKey ?? '', exchange.body, scope);
  return { status: isNew ? 201 : 200 };
}

function remove(exchange: Exchange): Answer {
  const { issue, scope } = issueOf(exchange);
  demand(exchange, 'EDIT_ISSUES', editPermission);
  const key = exchange.parameters.propertyKey ?? '';
  if (!deleteProperty(issue, key, scope)) throw missing(key);
  return noContent;
}

export const propertyRoutes = [
  route('GET', '/rest/api/3/issue/{issueIdOrKey}/properties', list),
  route('GET', '/rest/api/3/issue/{issueIdOrKey}/properties/{propertyKey}', read),
  route('PUT', '/rest/api/3/issue/{issueIdOrKey}/properties/{propertyKey}', write),
  route('DELETE', '/rest/api/3/issue/{issueIdOrKey}/properties/{propertyKey}', remove),
];
