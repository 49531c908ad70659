import { SignalboxError } from '@signalbox/sdk/errors';
import type { LoadedClassifier } from '../model/index.ts';
import { type RowSketch, sharedRows } from '../train/index.ts';

/** The same short text may be written by two people. */
const learntShare = 0.02;

/** @throws SignalboxError `configuration` when the model learnt from rows like these: it would look better than it is. */
export function requireNewRows({ training }: Pick<LoadedClassifier, 'training'>, sketch: RowSketch): void {
  const learnt = training['sketch'];
  if (!Array.isArray(learnt)) return;
  const share = sharedRows(
    learnt.filter((hash): hash is number => typeof hash === 'number'),
    sketch,
  );
  if (share <= learntShare) return;
  throw new SignalboxError(
    'configuration',
    `About ${Math.round(share * 100)} % of these rows are rows the model has learnt from. Certify on others: choose them with --where or --part.`,
  );
}
