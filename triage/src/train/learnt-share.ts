import type { LoadedClassifier } from '../model/index.ts';
import { type RowSketch, sharedRows } from './row-sketch.ts';

/** The same short text may be written by two people: up to this share, rows count as new to a model. */
export const newRowsShare = 0.02;

/** Of a large set a sketch holds few rows: fewer meetings than these are chance. */
const fewestMeetings = 3;

/** The estimated share of rows that a model has learnt from, 0-1; 0 when its artifact does not say. */
export function learntShare({ training }: Pick<LoadedClassifier, 'training'>, sketch: RowSketch): number {
  const learnt = training['sketch'];
  if (!Array.isArray(learnt)) return 0;
  const { share, shared } = sharedRows(
    learnt.filter((hash): hash is number => typeof hash === 'number'),
    sketch,
  );
  return shared < fewestMeetings ? 0 : share;
}
