import { rmdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command } from '@commander-js/extra-typings';
import { makeDirectory } from '@signalbox/sdk/files';
import { loadClassifier, openArtifact, readArtifact } from '@signalbox/triage/model';
import { saveModelCard } from '@signalbox/triage/report';
import {
  describeFile,
  readRecords,
  saveArtifact,
  type TrainedModel,
  type TrainingProgress,
  trainingRows,
  trainModel,
} from '@signalbox/triage/train';
import { createProgress, paint, printJson } from '../output/index.ts';
import {
  abortOnInterrupt,
  collect,
  collectBadRows,
  modelDirectory,
  parseTarget,
  parseWhere,
} from './model-options.ts';
import { positiveNumber, wholeNumber } from './option-values.ts';
import { readAbout } from './read-about.ts';

const purposes = {
  trial: 'choosing settings',
  validation: 'calibrating',
  final: 'learning from all rows',
} as const;

function describe(progress: TrainingProgress): string {
  if (progress.stage === 'reading') return `reading: ${progress.rows} rows`;
  if (progress.stage === 'vocabulary') return `vocabulary: ${progress.features} features`;
  const { purpose, fit, fits, epoch, epochs, loss } = progress;
  return `${purposes[purpose]} (fit ${fit} of ${fits}): epoch ${epoch} of ${epochs}, loss ${loss.toFixed(3)}`;
}

function summary({ report }: TrainedModel, directory: string, bytes: number): string {
  const lines = [
    paint('bold', `${directory} (${(bytes / 1e6).toFixed(1)} MB)`),
    report.isRefitted
      ? `  learnt from ${report.trainingRows} rows; calibrated on ${report.calibrationRows} of them, answered before they were learnt from`
      : `  learnt from ${report.trainingRows} rows, calibrated on ${report.calibrationRows} others`,
  ];
  if (report.startedFrom !== undefined) {
    const { modelId, features } = report.startedFrom;
    lines.push(`  started from model ${modelId}: ${features} of ${report.vocabulary} features known`);
  }
  for (const [target, { accuracy, macroF1, ece }] of Object.entries(report.calibration)) {
    lines.push(
      `  ${target}: held-out accuracy ${(accuracy * 100).toFixed(1)} %, macro-F1 ${macroF1.toFixed(3)}, calibration error ${ece.toFixed(3)}`,
    );
  }
  for (const { target, label, rows } of report.syntheticRows) {
    lines.push(`  ${target}: "${label}" was given ${rows} synthetic rows to learn from`);
  }
  for (const { target, label, rows } of report.rareLabels) {
    lines.push(`  ${target}: "${label}" has ${rows} row and was left out; two are the least`);
  }
  return lines.join('\n');
}

/** Makes the directory before the work, which may take long and be in vain, and takes it back when the work fails. */
async function intoDirectory<Result>(directory: string, work: () => Promise<Result>): Promise<Result> {
  const made = await makeDirectory(directory);
  try {
    return await work();
  } catch (error) {
    // Only what is empty goes: somebody may have put something there meanwhile.
    for (const each of made.toReversed()) await rmdir(each).catch(() => undefined);
    throw error;
  }
}

export const trainCommand = new Command('train')
  .description('Train a classifier on labelled tickets, here and in minutes; nothing leaves the machine.')
  .requiredOption('--data <file>', 'JSONL or CSV (.csv, .tsv), plain or gzip')
  .requiredOption('--text <column>', 'text column; may be repeated, the texts are joined', collect)
  .requiredOption(
    '--target <[name=]column>',
    'label column, and the name of the target if it differs; may be repeated',
    collect,
  )
  .requiredOption('--out <directory>', 'where to write the model')
  .option('--where <column=value>', 'use only rows with this value; may be repeated', collect)
  .option('--seed <number>', 'same data, options and seed: same model', wholeNumber, 1)
  .option('--epochs <number>', 'passes over the rows (default: chosen from the data)', positiveNumber)
  .option(
    '--from-model <directory>',
    "start from what this model has learnt of words (`default`: Signalbox's own), where labels are few",
  )
  .option(
    '--no-mask',
    'learn from the texts as they are; by default personal data is masked first, as in service',
  )
  .option(
    '--augment-below <rows>',
    'give labels with fewer rows synthetic ones until they have as many; they are only learnt from',
    positiveNumber,
  )
  .option('--about <file>', 'JSON with what people know of the data and the use, for the model card')
  .option('--strict', 'a row that cannot be used is an error', false)
  .option('--json', 'print one JSON object as the last line', false)
  .action(async (options) => {
    const startedAt = performance.now();
    const signal = abortOnInterrupt();
    const progress = createProgress();
    const badRows = collectBadRows(options.data, options.strict);
    const targets = options.target
      .map(parseTarget)
      .map(({ name, column }) => ({ name: name ?? column, column }));
    const where = (options.where ?? []).map(parseWhere);
    const about = options.about === undefined ? {} : await readAbout(options.about);
    const fromModel =
      options.fromModel === undefined ? undefined : await readArtifact(modelDirectory(options.fromModel));
    const rows = trainingRows(
      readRecords(options.data, signal),
      { text: options.text, targets, where },
      badRows.add,
    );
    const directory = resolve(options.out);
    const trained = await intoDirectory(directory, async () => {
      const model = await trainModel(
        rows,
        {
          targets: targets.map(({ name }) => name),
          seed: options.seed,
          isMasked: options.mask,
          fromModel,
          origin: {
            file: await describeFile(options.data, signal),
            text: [...options.text],
            targets,
            where,
            startedFrom: fromModel === undefined ? null : (await openArtifact(fromModel)).id,
            about,
          },
          ...(options.epochs === undefined ? {} : { epochs: options.epochs }),
          ...(options.augmentBelow === undefined ? {} : { augmentBelow: options.augmentBelow }),
        },
        (state) => progress.update(describe(state)),
        signal,
      );
      await saveArtifact(model.artifact, directory);
      await saveModelCard(directory, null);
      return model;
    });
    const classifier = await loadClassifier(directory);
    const seconds = (performance.now() - startedAt) / 1000;
    progress.done(`trained in ${seconds.toFixed(0)} s`);
    if (options.json) {
      const { id, bytes, backend } = classifier;
      printJson({
        model: { id, bytes, backend, directory },
        ...trained.report,
        badRows: badRows.count,
        firstBadRows: badRows.first,
        seconds,
      });
    } else console.log(summary(trained, directory, classifier.bytes));
    classifier.dispose();
  });
