import { asList, type FieldKind, FieldProblem } from './field-kind.ts';

const longest = 255;

function label(input: unknown): string {
  if (typeof input !== 'string') throw new FieldProblem('data was not a string');
  if (/\s/.test(input)) throw new FieldProblem(`The label '${input}' contains spaces which is invalid.`);
  if (input === '') throw new FieldProblem('The label can not be empty.');
  if (input.length > longest) throw new FieldProblem(`The label '${input}' exceeds the maximum length.`);
  return input;
}

export const labelsKind: FieldKind = {
  operations: ['add', 'set', 'remove'],
  read: (input) => {
    if (input === null) return [];
    if (!Array.isArray(input)) throw new FieldProblem('data was not an array');
    return [...new Set(input.map(label))].sort();
  },
  readItem: label,
  show: asList,
  log: (value) => ({ id: null, text: asList(value).join(' ') }),
};
