import { type IssueType, issueTypes } from './issue-type.ts';
import type { Choice } from './option.ts';
import type { Project } from './project.ts';
import { serviceWorkflow, softwareWorkflow } from './workflow.ts';

/** How a test or a program describes a project of its own; what is left out follows from `type`. */
export interface ProjectOptions {
  readonly key: string;
  readonly name?: string;
  readonly type?: Project['type'];
  readonly components?: readonly string[];
  readonly issueTypes?: readonly IssueType[];
}

const commonScreen = [
  'summary',
  'issuetype',
  'description',
  'priority',
  'labels',
  'components',
  'assignee',
  'reporter',
];
const editOnly = ['comment'];
const createOnly = ['project'];

export function newProject(
  options: ProjectOptions,
  index: number,
  leadAccountId: string,
  customFieldIds: readonly string[],
): Project {
  const type = options.type ?? 'service_desk';
  const isService = type === 'service_desk';
  const id = String(10000 + index);
  const { incident, serviceRequest, problem, change, bug, task } = issueTypes;
  const components: readonly Choice[] = (options.components ?? ['Laptop', 'Network', 'Accounts']).map(
    (name, position) => ({
      id: String(10000 + index * 100 + position),
      name,
    }),
  );
  const screen = [...commonScreen, 'security', 'duedate', ...customFieldIds];
  return {
    id,
    key: options.key,
    name: options.name ?? (isService ? 'Service Desk' : 'IT Development'),
    type,
    leadAccountId,
    issueTypes: options.issueTypes ?? (isService ? [incident, serviceRequest, problem, change] : [task, bug]),
    components,
    workflow: isService ? serviceWorkflow : softwareWorkflow,
    screens: { create: new Set([...createOnly, ...screen]), edit: new Set([...screen, ...editOnly]) },
    nextNumber: 1,
  };
}
