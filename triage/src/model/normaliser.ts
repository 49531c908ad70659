import { z } from 'zod';

/**
 * What of a text the model reads. Chosen at training from the training text, stored in the artifact and applied to
 * whatever the model is asked: a model that was trained on text without stop words must not be shown any.
 */
export const normaliserSchema = z.object({
  /** Words (in normal form) that are not read. */
  dropWords: z.array(z.string()),
  /** Tokens of digits alone are not read. */
  dropNumbers: z.boolean(),
  /** Pseudonyms of the masker are not read. */
  dropPseudonyms: z.boolean(),
  /** Shorter tokens are not read; UTF-16 units. */
  minimumLength: z.number().int().positive(),
});
export type NormaliserSettings = z.infer<typeof normaliserSchema>;

export interface Normaliser extends Omit<NormaliserSettings, 'dropWords'> {
  readonly dropWords: ReadonlySet<string>;
}

export const plainNormaliser: NormaliserSettings = {
  dropWords: [],
  dropNumbers: false,
  dropPseudonyms: false,
  minimumLength: 1,
};

export function createNormaliser(settings: NormaliserSettings): Normaliser {
  return { ...settings, dropWords: new Set(settings.dropWords) };
}
