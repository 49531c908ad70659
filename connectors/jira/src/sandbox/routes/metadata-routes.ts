import { asList } from '../fields/index.ts';
import { type Answer, type Exchange, ok, pageBean, pageRequest, Refusal, route } from '../http/index.ts';
import type { Viewer } from '../render/index.ts';
import { issueTypeBean, priorityBean, resolutionBean, selfUrl, statusBean } from '../render/index.ts';
import {
  type Choice,
  defaultPriority,
  type Field,
  isCustom,
  priorities,
  resolutions,
  type Status,
} from '../state/index.ts';
import { viewerOf } from './scope.ts';

/** What only shows a constant has no clause names, and cannot be searched. */
const isSearchable = (field: Field): boolean => field.clauseNames.length > 0;

const fieldBean = (field: Field) => ({
  id: field.id,
  key: field.id,
  name: field.name,
  custom: isCustom(field),
  orderable: isSearchable(field),
  navigable: true,
  searchable: isSearchable(field),
  clauseNames: field.clauseNames,
  schema: field.schema,
});

function fields(exchange: Exchange): Answer {
  return ok([...exchange.state.fields.values()].map(fieldBean));
}

function fieldSearch(exchange: Exchange): Answer {
  const text = (exchange.query.get('query') ?? '').toLowerCase();
  const found = [...exchange.state.fields.values()].filter((field) =>
    field.name.toLowerCase().includes(text),
  );
  return ok(
    pageBean(found, pageRequest(exchange.query), selfUrl(viewerOf(exchange), 'field/search'), (field) => ({
      id: field.id,
      name: field.name,
      key: field.id,
      schema: field.schema,
      description: '',
    })),
  );
}

const prioritySummary = (priority: Choice, view: Viewer) => ({
  ...priorityBean(priority, view),
  description: priority.description ?? '',
  statusColor: '#cd1317',
  isDefault: priority.id === defaultPriority,
});

function statusesOf(exchange: Exchange): readonly Status[] {
  const byId = new Map(
    exchange.state.projects
      .flatMap((project) => project.workflow.statuses)
      .map((status) => [status.id, status]),
  );
  return [...byId.values()];
}

function status(exchange: Exchange): Answer {
  const asked = exchange.parameters.idOrName ?? '';
  const found = statusesOf(exchange).find((candidate) => candidate.id === asked || candidate.name === asked);
  if (!found) throw new Refusal(404, [`The status '${asked}' could not be found.`]);
  return ok(statusBean(found, viewerOf(exchange)));
}

function priority(exchange: Exchange): Answer {
  const found = priorities.find((candidate) => candidate.id === exchange.parameters.id);
  if (!found) throw new Refusal(404, [`The priority with id '${exchange.parameters.id}' does not exist`]);
  return ok(prioritySummary(found, viewerOf(exchange)));
}

function issueTypes(exchange: Exchange): Answer {
  const byId = new Map(
    exchange.state.projects.flatMap((project) => project.issueTypes).map((type) => [type.id, type]),
  );
  return ok([...byId.values()].map((type) => issueTypeBean(type, viewerOf(exchange))));
}

function labels(exchange: Exchange): Answer {
  const all = new Set(
    [...exchange.state.issues.values()].flatMap((issue) => asList(issue.fields.labels ?? null)),
  );
  const { self: _self, ...page } = pageBean(
    [...all].sort(),
    pageRequest(exchange.query, 1000, 1000),
    selfUrl(viewerOf(exchange), 'label'),
    (label) => label,
  );
  return ok(page);
}

export const metadataRoutes = [
  route('GET', '/rest/api/3/field', fields),
  route('GET', '/rest/api/3/field/search', fieldSearch),
  route('GET', '/rest/api/3/priority', (exchange) =>
    ok(priorities.map((choice) => prioritySummary(choice, viewerOf(exchange)))),
  ),
  route('GET', '/rest/api/3/priority/search', (exchange) =>
    ok(
      pageBean(
        priorities,
        pageRequest(exchange.query),
        selfUrl(viewerOf(exchange), 'priority/search'),
        (choice) => prioritySummary(choice, viewerOf(exchange)),
      ),
    ),
  ),
  route('GET', '/rest/api/3/priority/{id}', priority),
  route('GET', '/rest/api/3/status', (exchange) =>
    ok(statusesOf(exchange).map((found) => statusBean(found, viewerOf(exchange)))),
  ),
  route('GET', '/rest/api/3/status/{idOrName}', status),
  route('GET', '/rest/api/3/resolution', (exchange) =>
    ok(resolutions.map((choice) => resolutionBean(choice, viewerOf(exchange)))),
  ),
  route('GET', '/rest/api/3/issuetype', issueTypes),
  route('GET', '/rest/api/3/label', labels),
];
