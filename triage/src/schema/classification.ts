import { z } from 'zod';

/** A word of the masked text that spoke for (positive) or against (negative) the label, with its exact share of the logit. */
export const evidenceSchema = z.object({
  text: z.string(),
  /** Offsets in UTF-16 units into the masked text. */
  start: z.number().int().nonnegative(),
  end: z.number().int().positive(),
  /**
   * The same place in the text before masking ({@link ticketText}), where that was at hand: a pseudonym is all that it
   * replaced. Absent where only the masked text is known.
   */
  original: z.object({ start: z.number().int().nonnegative(), end: z.number().int().positive() }).optional(),
  contribution: z.number(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

export const labelProbabilitySchema = z.object({ label: z.string(), probability: z.number().min(0).max(1) });
export type LabelProbability = z.infer<typeof labelProbabilitySchema>;

/** What the model says of one target. */
export const predictionSchema = z.object({
  target: z.string(),
  label: z.string(),
  /** Calibrated. */
  probability: z.number().min(0).max(1),
  /** The next labels, most probable first, without `label`. */
  alternatives: z.array(labelProbabilitySchema),
  /** Strongest first. Empty when no explanation was asked for. */
  evidence: z.array(evidenceSchema),
  /**
   * Share of the tickets the model was made for (held out from training) that look less familiar to it, 0-1: low
   * for a text that is out of scope. Absent when the model does not say.
   */
  typicality: z.number().min(0).max(1).optional(),
});
export type Prediction = z.infer<typeof predictionSchema>;

/** What the model says of one text. */
export const classificationSchema = z.object({
  modelId: z.string(),
  predictions: z.array(predictionSchema),
  tokenCount: z.number().int().nonnegative(),
  /** Share of tokens the model has never seen, 0-1; 1 for a text without tokens. */
  outOfVocabularyShare: z.number().min(0).max(1),
});
export type Classification = z.infer<typeof classificationSchema>;
