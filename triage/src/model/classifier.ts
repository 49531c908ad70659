import type { Classification } from '../schema/index.ts';
import type { BackendName } from './backend.ts';
import type { Explanation } from './explanation.ts';

export interface ClassifyOptions {
  /** Words with their contributions. Default true. */
  readonly explain?: boolean;
}

/** A loaded model: masked texts in, calibrated predictions out. */
export interface Classifier {
  /** Hash of the artifact: equal models have equal ids. */
  readonly id: string;
  readonly targets: readonly { readonly name: string; readonly labels: readonly string[] }[];
  /** The TF.js backend that computes. */
  readonly backend: BackendName;
  classify(maskedTexts: readonly string[], options?: ClassifyOptions): Promise<Classification[]>;
  dispose(): void;
}

/** A classifier that was loaded from an artifact. */
export interface LoadedClassifier extends Classifier {
  /** Size of the artifact. */
  readonly bytes: number;
  /** The masking its training text went through; null when it was trained on unmasked text. */
  readonly maskingVersion: string | null;
  /** What turns logits into probabilities, by target. */
  readonly calibration: Readonly<Record<string, { readonly temperature: number }>>;
  /** Length of an embedding. */
  readonly dimensions: number;
  /** How it was made, as its artifact says. */
  readonly training: Readonly<Record<string, unknown>>;
  /** `[texts, dimensions]`, row-major: texts about the same thing point the same way. Zeros for a text without a known feature. */
  embed(maskedTexts: readonly string[]): Float32Array;
  /**
   * All contributions to one label's logit.
   * @throws SignalboxError `not-found` for a target or label the model does not have.
   */
  explain(maskedText: string, target: string, label: string): Explanation;
}
