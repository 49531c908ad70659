import { type Answer, type Exchange, ok, pageBean, pageRequest, Refusal, route } from '../http/index.ts';
import {
  accountById,
  componentBean,
  issueTypeBean,
  listedProjectBean,
  selfUrl,
  statusBean,
  type Viewer,
} from '../render/index.ts';
import { type Choice, findProject, type Project } from '../state/index.ts';
import { listParameter, viewerOf } from './scope.ts';

/** The project a path names. Throws the 404 that hides what is not there or not visible. */
export function projectOf(exchange: Exchange): Project {
  const asked = exchange.parameters.projectIdOrKey ?? '';
  const project = findProject(exchange.state, asked);
  if (!project || !exchange.account.permissions.has('BROWSE_PROJECTS')) {
    throw new Refusal(404, [
      `No project could be found with ${/^\d+$/.test(asked) ? 'id' : 'key'} '${asked}'.`,
    ]);
  }
  return project;
}

const visible = (exchange: Exchange): readonly Project[] =>
  exchange.account.permissions.has('BROWSE_PROJECTS') ? exchange.state.projects : [];

function searchProjects(exchange: Exchange): Answer {
  const { query } = exchange;
  const text = (query.get('query') ?? '').toLowerCase();
  const keys = listParameter(query, 'keys');
  const type = query.get('typeKey');
  const found = visible(exchange).filter(
    (project) =>
      `${project.key} ${project.name}`.toLowerCase().includes(text) &&
      (keys.length === 0 || keys.includes(project.key)) &&
      (type === null || type.split(',').includes(project.type)),
  );
  return ok(
    pageBean(found, pageRequest(query), selfUrl(viewerOf(exchange), 'project/search'), (project) =>
      listedProjectBean(project, viewerOf(exchange)),
    ),
  );
}

function readProject(exchange: Exchange): Answer {
  const project = projectOf(exchange);
  const view = viewerOf(exchange);
  return ok({
    ...listedProjectBean(project, view),
    description: '',
    lead: accountById(project.leadAccountId, view),
    components: project.components.map((component) => listedComponent(component, project, view)),
    issueTypes: project.issueTypes.map((type) => issueTypeBean(type, view)),
    assigneeType: 'UNASSIGNED',
    versions: [],
    roles: {},
  });
}

/** A component in a project's own listings says more than inside an issue. */
function listedComponent(component: Choice, project: Project, view: Viewer) {
  return {
    ...componentBean(component, view),
    description: component.description ?? '',
    assigneeType: 'PROJECT_DEFAULT',
    realAssigneeType: 'PROJECT_DEFAULT',
    isAssigneeTypeValid: false,
    project: project.key,
    projectId: Number(project.id),
  };
}

function components(exchange: Exchange): Answer {
  const project = projectOf(exchange);
  return ok(project.components.map((component) => listedComponent(component, project, viewerOf(exchange))));
}

function componentPage(exchange: Exchange): Answer {
  const project = projectOf(exchange);
  const self = selfUrl(viewerOf(exchange), `project/${project.key}/component`);
  return ok(
    pageBean(project.components, pageRequest(exchange.query), self, (component) =>
      listedComponent(component, project, viewerOf(exchange)),
    ),
  );
}

function statuses(exchange: Exchange): Answer {
  const project = projectOf(exchange);
  const view = viewerOf(exchange);
  return ok(
    project.issueTypes.map((type) => ({
      self: selfUrl(view, `issuetype/${type.id}`),
      id: type.id,
      name: type.name,
      subtask: type.subtask,
      statuses: project.workflow.statuses.map((status) => statusBean(status, view)),
    })),
  );
}

export const projectRoutes = [
  route('GET', '/rest/api/3/project', (exchange) =>
    ok(visible(exchange).map((project) => listedProjectBean(project, viewerOf(exchange)))),
  ),
  route('GET', '/rest/api/3/project/search', searchProjects),
  route('GET', '/rest/api/3/project/{projectIdOrKey}', readProject),
  route('GET', '/rest/api/3/project/{projectIdOrKey}/components', components),
  route('GET', '/rest/api/3/project/{projectIdOrKey}/component', componentPage),
  route('GET', '/rest/api/3/project/{projectIdOrKey}/statuses', statuses),
];
