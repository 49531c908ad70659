import type { IssueType } from './issue-type.ts';
import type { Choice } from './option.ts';
import type { Workflow } from './workflow.ts';

export interface Project {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly type: 'service_desk' | 'software';
  readonly leadAccountId: string;
  readonly issueTypes: readonly IssueType[];
  readonly components: readonly Choice[];
  readonly workflow: Workflow;
  /** Field ids on the screens. A test or an admin may take one off: then an edit that names it is rejected. */
  readonly screens: { readonly create: Set<string>; readonly edit: Set<string> };
  /** The number the next issue gets in its key. */
  nextNumber: number;
}
