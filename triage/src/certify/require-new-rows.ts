import { SignalboxError } from '@signalbox/sdk/errors';
import type { LoadedClassifier } from '../model/index.ts';
import { learntShare, newRowsShare, type RowSketch } from '../train/index.ts';

/** @throws SignalboxError `configuration` when the model learnt from rows like these: it would look better than it is. */
export function requireNewRows(classifier: Pick<LoadedClassifier, 'training'>, sketch: RowSketch): void {
  const share = learntShare(classifier, sketch);
  if (share <= newRowsShare) return;
  throw new SignalboxError(
    'configuration',
    `About ${Math.round(share * 100)} % of these rows are rows the model has learnt from. Certify on others: choose them with --where or --part.`,
  );
}
