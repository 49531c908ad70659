import { asText, type FieldKind, FieldProblem, nothing } from './field-kind.ts';

const longest = 255;

/** A single line of text (the summary). */
export const textKind: FieldKind = {
  operations: ['set'],
  read: (input, field) => {
    const isSummary = field.id === 'summary';
    if (input === null || input === '') {
      if (isSummary) throw new FieldProblem('You must specify a summary of the issue.');
      return null;
    }
    if (typeof input !== 'string') throw new FieldProblem('Operation value must be a string');
    if (isSummary && input.trim() === '') throw new FieldProblem('You must specify a summary of the issue.');
    if (input.length >= longest)
      throw new FieldProblem(`${field.name} must be less than ${longest} characters.`);
    if (/[\r\n]/.test(input)) {
      throw new FieldProblem(`The ${field.id} is invalid because it contains newline characters.`);
    }
    return input.trim();
  },
  show: (value) => value,
  log: (value) => ({ ...nothing, text: asText(value) }),
};
