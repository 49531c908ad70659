import { type ArtifactSource, openArtifact, readWeights } from '../model/index.ts';
import { type LearntVocabulary, vocabularyOf } from './encoding.ts';
import type { Parameters } from './parameters.ts';

/** What a model has learnt of words, whatever it was for: training can start from it instead of from chance. */
export interface Representation {
  readonly modelId: string;
  readonly dimensions: number;
  readonly hiddenBias: Float32Array;
  /** Inverse document frequency by feature, in the texts the model has learnt from. */
  readonly idf: ReadonlyMap<number, number>;
  /** The feature's row of the embedding; null when the model does not know it. */
  rowOf(hash: number): Float32Array | null;
}

/** @throws SignalboxError `unreadable` when the artifact is truncated, tampered with, or from a newer version. */
export async function openRepresentation(source: ArtifactSource): Promise<Representation> {
  const artifact = await openArtifact(source);
  const { hashes, idf, table, hiddenBias } = readWeights(artifact);
  const { codes, dimensions, scale, minimum } = table;
  const rows = new Map(Array.from(hashes, (hash, row) => [hash, row]));
  return {
    modelId: artifact.id,
    dimensions,
    hiddenBias,
    idf: new Map(Array.from(hashes, (hash, row) => [hash, idf[row] ?? 0])),
    rowOf(hash) {
      const row = rows.get(hash);
      if (row === undefined) return null;
      const found = codes.subarray(row * dimensions, (row + 1) * dimensions);
      return Float32Array.from(found, (code) => code * scale + minimum);
    },
  };
}

/**
 * The features of the texts at hand, then those of the representation, the most frequent first, until there are `limit`.
 * A known feature keeps its inverse document frequency: it was counted in more texts.
 */
export function extendVocabulary(
  learnt: LearntVocabulary,
  { idf }: Representation,
  limit: number,
): LearntVocabulary {
  const features = new Map<number, number>();
  for (const [row, hash] of learnt.hashes.entries())
    features.set(hash, idf.get(hash) ?? learnt.idf[row] ?? 0);
  const frequentFirst = [...idf].sort((left, right) => left[1] - right[1] || left[0] - right[0]);
  for (const [hash, value] of frequentFirst) {
    if (features.size >= limit) break;
    if (!features.has(hash)) features.set(hash, value);
  }
  return vocabularyOf(features);
}

/** Sets the parameters of known features to what is known, in place; says how many there are. */
export function adopt(
  parameters: Parameters,
  { hashes }: LearntVocabulary,
  { dimensions, hiddenBias, rowOf }: Representation,
): number {
  let kept = 0;
  for (const [row, hash] of hashes.entries()) {
    const known = rowOf(hash);
    if (known === null) continue;
    parameters.table.set(known, row * dimensions);
    kept += 1;
  }
  parameters.hiddenBias.set(hiddenBias);
  return kept;
}
