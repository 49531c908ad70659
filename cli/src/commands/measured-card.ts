import { SignalboxError } from '@signalbox/sdk';
import type { LoadedClassifier } from '@signalbox/triage/model';
import { saveModelCard } from '@signalbox/triage/report';
import { describeFile, newRowsShare } from '@signalbox/triage/train';
import { learntRows } from './learnt-rows.ts';
import type { Measurement, MeasureOptions } from './measure-model.ts';

/**
 * Writes the figures into the model's card; returns its path.
 * @throws SignalboxError `configuration` when the model has learnt from these rows.
 */
export async function saveMeasuredCard(
  directory: string | URL,
  classifier: Pick<LoadedClassifier, 'training'>,
  options: Pick<MeasureOptions, 'data' | 'where'>,
  measurement: Measurement,
): Promise<string> {
  const learnt = learntRows(classifier, measurement);
  if (learnt > newRowsShare) {
    throw new SignalboxError(
      'configuration',
      `About ${Math.round(learnt * 100)} % of these rows are rows the model has learnt from: its card would promise too much. Choose others with --where.`,
    );
  }
  return await saveModelCard(directory, {
    evaluation: measurement.evaluation,
    intervals: measurement.intervals,
    targets: measurement.targets,
    file: await describeFile(options.data),
    where: options.where ?? [],
    on: new Date().toISOString().slice(0, 10),
  });
}
