import { type Answer, type Exchange, ok, pageRequest, Refusal, route, slice } from '../http/index.ts';
import { createMetadataProjectBean, issueTypeBean } from '../render/index.ts';
import type { Project } from '../state/index.ts';
import { screenMetadata } from '../views/index.ts';
import { projectOf } from './project-routes.ts';
import { listParameter, scopeIn, viewerOf } from './scope.ts';

const screenOf = (exchange: Exchange, project: Project): Readonly<Record<string, unknown>> =>
  screenMetadata(project.screens.create, scopeIn(exchange, project));

function issueTypes(exchange: Exchange): Answer {
  const project = projectOf(exchange);
  const page = pageRequest(exchange.query, 50, 200);
  const viewer = viewerOf(exchange);
  return ok({
    startAt: page.startAt,
    maxResults: page.maxResults,
    total: project.issueTypes.length,
    issueTypes: slice(project.issueTypes, page).map((type) => issueTypeBean(type, viewer)),
  });
}

function fields(exchange: Exchange): Answer {
  const project = projectOf(exchange);
  const typeId = exchange.parameters.issueTypeId;
  if (!project.issueTypes.some((type) => type.id === typeId)) {
    throw new Refusal(404, [`The issue type with ID '${typeId}' does not exist in this project.`]);
  }
  const page = pageRequest(exchange.query, 50, 200);
  const entries = Object.entries(screenOf(exchange, project));
  return ok({
    startAt: page.startAt,
    maxResults: page.maxResults,
    total: entries.length,
    fields: slice(entries, page).map(([fieldId, metadata]) => ({ ...Object(metadata), fieldId })),
  });
}

/** The older form, for every project at once. */
function everything(exchange: Exchange): Answer {
  const { query } = exchange;
  const keys = listParameter(query, 'projectKeys');
  const ids = listParameter(query, 'projectIds');
  const typeIds = listParameter(query, 'issuetypeIds');
  const typeNames = listParameter(query, 'issuetypeNames');
  const withFields = listParameter(query, 'expand').includes('projects.issuetypes.fields');
  const viewer = viewerOf(exchange);
  const mayCreate = exchange.account.permissions.has('CREATE_ISSUES');
  const isAsked = (asked: readonly string[], value: string): boolean =>
    asked.length === 0 || asked.includes(value);
  return ok({
    expand: 'projects',
    projects: exchange.state.projects
      .filter((project) => mayCreate && isAsked(keys, project.key) && isAsked(ids, project.id))
      .map((project) => ({
        expand: 'issuetypes',
        ...createMetadataProjectBean(project, viewer),
        issuetypes: project.issueTypes
          .filter((type) => isAsked(typeIds, type.id) && isAsked(typeNames, type.name))
          .map((type) => ({
            ...issueTypeBean(type, viewer),
            ...(withFields ? { expand: 'fields', fields: screenOf(exchange, project) } : {}),
          })),
      })),
  });
}

export const createMetadataRoutes = [
  route('GET', '/rest/api/3/issue/createmeta', everything),
  route('GET', '/rest/api/3/issue/createmeta/{projectIdOrKey}/issuetypes', issueTypes),
  route('GET', '/rest/api/3/issue/createmeta/{projectIdOrKey}/issuetypes/{issueTypeId}', fields),
];
