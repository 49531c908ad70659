import type { Viewer } from '../render/index.ts';
import type { Account, Project } from '../state/index.ts';

/** Where a field's value is read or shown: which project's choices apply, and for whom. */
export interface FieldScope {
  readonly viewer: Viewer;
  readonly project: Project;
  readonly account: Account;
}
