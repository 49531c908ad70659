import { z } from 'zod';
import type { Choice } from '../state/index.ts';
import { FieldProblem } from './field-kind.ts';

const referenceSchema = z
  .object({
    id: z.union([z.string(), z.number()]).optional(),
    name: z.string().optional(),
    value: z.string().optional(),
  })
  .loose();

/** The words of one field's refusals. */
export interface ChoiceWords {
  readonly noun: string;
  /** What a reference may name it by, beside `id`. */
  readonly by: 'name' | 'value';
}

/** Finds what `{id}` or `{name}` / `{value}` refers to. Throws what Jira says when it refers to nothing. */
export function choose(input: unknown, choices: readonly Choice[], words: ChoiceWords): Choice {
  const reference = referenceSchema.safeParse(input);
  if (!reference.success || Array.isArray(input)) throw new FieldProblem('data was not an object');
  const { id } = reference.data;
  const name = reference.data[words.by];
  if (id !== undefined) {
    const found = choices.find((choice) => choice.id === String(id));
    if (!found) throw new FieldProblem(`${words.noun} id '${id}' is not valid`);
    return found;
  }
  if (name !== undefined) {
    const found = choices.find((choice) => choice.name === name);
    if (!found) throw new FieldProblem(`${words.noun} ${words.by} '${name}' is not valid`);
    return found;
  }
  throw new FieldProblem(
    `Could not find valid 'id' or '${words.by}' in the ${words.noun.toLowerCase()} object.`,
  );
}
