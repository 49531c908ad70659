import { projectBean } from '../render/index.ts';
import { type FieldKind, readOnly } from './field-kind.ts';

/** Chosen when an issue is created, and by nothing after that. */
export const projectKind: FieldKind = {
  operations: ['set'],
  read: readOnly,
  show: (_value, _field, scope) => projectBean(scope.project, scope.viewer),
  log: (_value, _field, scope) => ({ id: scope.project.id, text: scope.project.name }),
  allowedValues: (_field, scope) => [projectBean(scope.project, scope.viewer)],
};
