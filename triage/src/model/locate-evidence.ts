import type { Classification } from '../schema/index.ts';
import { type MaskedSpan, originalSpan } from './masking.ts';

/**
 * The classification of a masked text, each word of its evidence with its place in the original as well.
 * @param spans what masking replaced; none for a text that was not masked
 */
export function locateEvidence(classification: Classification, spans: readonly MaskedSpan[]): Classification {
  return {
    ...classification,
    predictions: classification.predictions.map((prediction) => ({
      ...prediction,
      evidence: prediction.evidence.map((word) => ({ ...word, original: originalSpan(spans, word) })),
    })),
  };
}
