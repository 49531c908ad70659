import { z } from 'zod';
import { normaliserSchema } from './normaliser.ts';
import { termFrequencySchema } from './term-frequency.ts';

export const artifactFormat = 'signalbox-classifier';
export const artifactVersion = 2;

/** File names inside an artifact's directory. */
export const artifactFiles = { description: 'model.json', weights: 'weights.bin' } as const;

const tensorSchema = z.object({
  name: z.string(),
  shape: z.array(z.number().int().nonnegative()),
  dtype: z.enum(['float32', 'int32']),
  quantization: z.object({ dtype: z.literal('uint8'), scale: z.number(), min: z.number() }).optional(),
});
export type TensorSpecification = z.infer<typeof tensorSchema>;

const targetSchema = z.object({
  name: z.string().min(1),
  labels: z.array(z.string()).min(2),
  /** Shares of the labels in the training rows: the answer to a text without a known word. */
  prior: z.array(z.number()),
  /** The logits are divided by it. Fitted on rows that training never saw. */
  temperature: z.number().positive(),
  /**
   * Quantiles, evenly spaced from the least to the greatest, of the energies of such rows: how familiar a text looks
   * among those the model was made for. Empty when there were no such rows.
   */
  energyQuantiles: z.array(z.number()),
});
export type TargetDescription = z.infer<typeof targetSchema>;

/** `model.json`. */
export const artifactDescriptionSchema = z.object({
  format: z.literal(artifactFormat),
  version: z.literal(artifactVersion),
  /** SHA-256, hexadecimal, over this object as compact JSON with `checksum` empty, followed by `weights.bin`. */
  checksum: z.string().regex(/^[0-9a-f]{64}$/),
  /** As in a TensorFlow.js `weightsManifest`: `tf.io.decodeWeights(bytes, weights)` reads `weights.bin`. */
  weights: z.array(tensorSchema),
  dimensions: z.number().int().positive(),
  normaliser: normaliserSchema,
  termFrequency: termFrequencySchema,
  /** The version of the masking the training text went through; null when it was not masked. */
  maskingVersion: z.string().nullable(),
  targets: z.array(targetSchema).min(1),
  /** How it was made: for people and model cards; the computation does not read it. */
  training: z.record(z.string(), z.unknown()),
});
export type ArtifactDescription = z.infer<typeof artifactDescriptionSchema>;
