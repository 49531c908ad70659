import { asText, type FieldKind, FieldProblem, nothing, readOnly } from './field-kind.ts';

/** A moment that Jira sets itself; kept in milliseconds, shown in the reader's time zone. */
export const momentKind: FieldKind = {
  operations: [],
  read: readOnly,
  show: (value, _field, scope) => (typeof value === 'number' ? scope.viewer.zone.format(value) : null),
  log: () => nothing,
};

/** A day, `yyyy-MM-dd`. */
export const dateKind: FieldKind = {
  operations: ['set'],
  read: (input, field) => {
    if (input === null || input === '') return null;
    if (typeof input !== 'string') throw new FieldProblem('Operation value must be a string');
    if (!/^\d{4}-\d{2}-\d{2}$/.test(input) || Number.isNaN(Date.parse(input))) {
      throw new FieldProblem(`Error parsing date string: ${input}`);
    }
    return field.id === 'duedate' ? input : input.slice(0, 10);
  },
  show: (value) => value,
  log: (value) => ({ id: asText(value), text: asText(value) }),
};
