import type { CertificationChoice } from '../schema/index.ts';
import { type RowSketch, sharedRows } from '../train/index.ts';

/** From this share of common rows on, two certification sets count as one. */
const sameRows = 0.01;

/** All choices made on these certification rows, `choice` last; the same choice made again is one. */
export function choicesOn(
  rows: RowSketch,
  earlier: readonly CertificationChoice[],
  choice: CertificationChoice,
): readonly CertificationChoice[] {
  const others = new Map(
    earlier
      .filter((made) => made.choice !== choice.choice && sharedRows(made.rows.sketch, rows).share > sameRows)
      .map((made) => [made.choice, made]),
  );
  return [...others.values(), choice];
}

/** Union bound over all that was chosen after seeing results. */
export function spentDelta(choices: readonly CertificationChoice[]): number {
  return choices.reduce((sum, { delta }) => sum + delta, 0);
}
