import { statusBean } from '../render/index.ts';
import { asText, type FieldKind, nothing, readOnly } from './field-kind.ts';

/** Moved by transitions only. */
export const statusKind: FieldKind = {
  operations: [],
  read: readOnly,
  show: (value, _field, scope) => {
    const status = scope.project.workflow.statuses.find((candidate) => candidate.id === asText(value));
    return status ? statusBean(status, scope.viewer) : null;
  },
  log: (value, _field, scope) => {
    const status = scope.project.workflow.statuses.find((candidate) => candidate.id === asText(value));
    return status ? { id: status.id, text: status.name } : nothing;
  },
};
