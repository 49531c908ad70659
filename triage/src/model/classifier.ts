import type { Classification } from '../schema/index.ts';

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
  readonly backend: 'tensorflow' | 'wasm' | 'cpu';
  classify(maskedTexts: readonly string[], options?: ClassifyOptions): Promise<Classification[]>;
  dispose(): void;
}
