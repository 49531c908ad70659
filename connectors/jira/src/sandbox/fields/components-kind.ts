import { componentBean } from '../render/index.ts';
import type { Choice, StoredValue } from '../state/index.ts';
import { choose } from './choose.ts';
import { asList, type FieldKind, FieldProblem, nothing } from './field-kind.ts';
import type { FieldScope } from './scope.ts';

const words = { noun: 'Component', by: 'name' } as const;

const found = (value: StoredValue, scope: FieldScope): readonly Choice[] =>
  scope.project.components.filter((component) => asList(value).includes(component.id));

export const componentsKind: FieldKind = {
  operations: ['add', 'set', 'remove'],
  read: (input, _field, scope) => {
    if (input === null) return [];
    if (!Array.isArray(input)) throw new FieldProblem('data was not an array');
    return [...new Set(input.map((item) => choose(item, scope.project.components, words).id))];
  },
  readItem: (input, _field, scope) => choose(input, scope.project.components, words).id,
  show: (value, _field, scope) =>
    found(value, scope).map((component) => componentBean(component, scope.viewer)),
  log: (value, _field, scope) => {
    const components = found(value, scope);
    if (components.length === 0) return nothing;
    return {
      id: components.map((component) => component.id).join(', '),
      text: components.map((component) => component.name).join(', '),
    };
  },
  allowedValues: (_field, scope) =>
    scope.project.components.map((component) => componentBean(component, scope.viewer)),
};
