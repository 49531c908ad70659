import { issueTypeBean } from '../render/index.ts';
import { choose } from './choose.ts';
import { asText, type FieldKind, FieldProblem, nothing } from './field-kind.ts';

export const issueTypeKind: FieldKind = {
  operations: ['set'],
  read: (input, _field, scope) => {
    try {
      return choose(input, scope.project.issueTypes, { noun: 'Issue type', by: 'name' }).id;
    } catch {
      throw new FieldProblem('Specify a valid issue type');
    }
  },
  show: (value, _field, scope) => {
    const type = scope.project.issueTypes.find((candidate) => candidate.id === asText(value));
    return type ? issueTypeBean(type, scope.viewer) : null;
  },
  log: (value, _field, scope) => {
    const type = scope.project.issueTypes.find((candidate) => candidate.id === asText(value));
    return type ? { id: type.id, text: type.name } : nothing;
  },
  allowedValues: (_field, scope) => scope.project.issueTypes.map((type) => issueTypeBean(type, scope.viewer)),
};
