import type { Viewer } from '../render/index.ts';
import type { Choice, Field, StoredValue } from '../state/index.ts';
import { type ChoiceWords, choose } from './choose.ts';
import { asText, type FieldKind, nothing } from './field-kind.ts';
import type { FieldScope } from './scope.ts';

export interface ChoiceKindOptions {
  readonly words: ChoiceWords;
  readonly choices: (field: Field, scope: FieldScope) => readonly Choice[];
  readonly bean: (choice: Choice, viewer: Viewer) => unknown;
  /** What setting it to null leaves; default: nothing. */
  readonly whenCleared?: StoredValue;
}

/** A field that holds one item of a list: an option, a priority, a resolution, a security level. */
export function choiceKind({ words, choices, bean, whenCleared = null }: ChoiceKindOptions): FieldKind {
  const find = (value: StoredValue, field: Field, scope: FieldScope): Choice | undefined =>
    choices(field, scope).find((choice) => choice.id === asText(value));
  return {
    operations: ['set'],
    read: (input, field, scope) =>
      input === null ? whenCleared : choose(input, choices(field, scope), words).id,
    show: (value, field, scope) => {
      const found = find(value, field, scope);
      return found ? bean(found, scope.viewer) : null;
    },
    log: (value, field, scope) => {
      const found = find(value, field, scope);
      return found ? { id: found.id, text: found.name } : nothing;
    },
    allowedValues: (field, scope) => choices(field, scope).map((choice) => bean(choice, scope.viewer)),
  };
}
