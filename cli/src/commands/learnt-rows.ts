import type { LoadedClassifier } from '@signalbox/triage/model';
import { learntShare, sketchRows, wordsOf } from '@signalbox/triage/train';
import type { Measurement } from './measure-model.ts';

/** The estimated share of the measured rows that the model has learnt from, 0-1. */
export function learntRows(
  classifier: Pick<LoadedClassifier, 'training'>,
  { answers }: Pick<Measurement, 'answers'>,
): number {
  const texts = Object.values(answers).flatMap((ofTarget) =>
    ofTarget.map(({ maskedText }) => wordsOf(maskedText)),
  );
  return learntShare(classifier, sketchRows(texts));
}
