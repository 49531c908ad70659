import { type ArtifactSource, loadClassifier } from '@signalbox/triage/model';
import { readRecords, type TrainingRow, trainingRows } from '@signalbox/triage/train';

/** The labelled rows of a data file that meet all conditions (`COLUMN=VALUE`). */
export async function rowsOf(
  file: string,
  { text, target }: { readonly text: readonly string[]; readonly target: string },
  conditions: readonly string[],
): Promise<TrainingRow[]> {
  const where = conditions.map((condition) => {
    const [column = '', ...value] = condition.split('=');
    return { column, value: value.join('=') };
  });
  const selection = { text, targets: [{ name: 'label', column: target }], where };
  return await Array.fromAsync(trainingRows(readRecords(file), selection, () => undefined));
}

export const labelOf = ({ labels }: TrainingRow): string => labels['label'] ?? '';

/** What a model says of each row. */
export async function labelsGiven(artifact: ArtifactSource, rows: readonly TrainingRow[]): Promise<string[]> {
  const classifier = await loadClassifier(artifact);
  const answers = await classifier.classify(
    rows.map(({ text }) => text),
    { explain: false },
  );
  classifier.dispose();
  return answers.map(({ predictions }) => predictions[0]?.label ?? '');
}

/** In %. */
export function meanAndError(shares: readonly number[], digits = 1): string {
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const variance =
    shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / Math.max(1, shares.length - 1);
  const error = Math.sqrt(variance / shares.length);
  return `${(100 * mean).toFixed(digits)} ± ${(100 * error).toFixed(digits)}`;
}
