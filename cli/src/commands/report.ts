import { join } from 'node:path';
import { Command, Option } from '@commander-js/extra-typings';
import { loadClassifier } from '@signalbox/triage/model';
import { modelReport, readDescription, saveReport } from '@signalbox/triage/report';
import { describeFile } from '@signalbox/triage/train';
import { describeEvaluation, printJson } from '../output/index.ts';
import { learntRows } from './learnt-rows.ts';
import { measureModel } from './measure-model.ts';
import { collect, modelDirectory } from './model-options.ts';

export const reportCommand = new Command('report')
  .description(
    'How a model does on labelled tickets, and why, as a page and as JSON: calibration, coverage, words per label, confusion, errors worth reading, segments.',
  )
  .requiredOption('--model <directory>', "the model's directory, or `default`")
  .requiredOption('--data <file>', 'JSONL or CSV (.csv, .tsv), plain or gzip')
  .requiredOption('--text <column>', 'text column; may be repeated, the texts are joined', collect)
  .requiredOption(
    '--target <[modeltarget=]column>',
    'label column, and which target of the model it is; may be repeated',
    collect,
  )
  .requiredOption('--out <directory>', 'where to write report.html and report.json')
  .option('--segment <column>', 'column whose values are looked at apart; may be repeated', collect)
  .option('--where <column=value>', 'use only rows with this value; may be repeated', collect)
  .addOption(new Option('--backend <name>', 'TensorFlow.js backend').choices(['wasm', 'cpu'] as const))
  .option('--strict', 'a row that cannot be used is an error', false)
  .option('--json', 'print one JSON object as the last line', false)
  .addHelpText(
    'after',
    '\nThe errors show masked texts of the data: keep the report where the data may be kept.',
  )
  .action(async (options) => {
    const directory = modelDirectory(options.model);
    const classifier = await loadClassifier(directory, { backend: options.backend });
    const measurement = await measureModel(classifier, options);
    const { description } = await readDescription(directory);
    const report = modelReport({
      ...measurement,
      classifier,
      description,
      segments: options.segment ?? [],
      file: await describeFile(options.data),
      where: options.where ?? [],
      learntShare: learntRows(classifier, measurement),
    });
    classifier.dispose();
    const files = (await saveReport(options.out, report)).map((name) => join(options.out, name));
    if (options.json) printJson({ ...measurement.evaluation, files });
    else {
      console.log(describeEvaluation(measurement.evaluation, measurement.intervals));
      console.log(files.join('\n'));
    }
  });
