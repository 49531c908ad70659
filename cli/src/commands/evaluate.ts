import { Command, Option } from '@commander-js/extra-typings';
import { loadClassifier } from '@signalbox/triage/model';
import { saveCharts } from '@signalbox/triage/report';
import { describeEvaluation, printJson } from '../output/index.ts';
import { measureModel } from './measure-model.ts';
import { saveMeasuredCard } from './measured-card.ts';
import { collect, modelDirectory } from './model-options.ts';

export const evaluateCommand = new Command('evaluate')
  .description("Compare a model's answers with labels: accuracy, calibration, coverage, speed.")
  .requiredOption('--model <directory>', "the model's directory, or `default`")
  .requiredOption('--data <file>', 'JSONL or CSV (.csv, .tsv), plain or gzip')
  .requiredOption('--text <column>', 'text column; may be repeated, the texts are joined', collect)
  .requiredOption(
    '--target <[modeltarget=]column>',
    'label column, and which target of the model it is; may be repeated',
    collect,
  )
  .option('--where <column=value>', 'use only rows with this value; may be repeated', collect)
  .addOption(new Option('--backend <name>', 'TensorFlow.js backend').choices(['wasm', 'cpu'] as const))
  .option('--plot <directory>', 'write reliability, coverage and precision-recall charts there, as SVG')
  .option(
    '--out-of-scope <file>',
    'texts the model was not made for (same text columns): is their typicality lower?',
  )
  .option('--card', "write the figures into the model's model-card.md", false)
  .option('--strict', 'a row that cannot be used is an error', false)
  .option('--json', 'print one JSON object as the last line', false)
  .action(async (options) => {
    const directory = modelDirectory(options.model);
    const classifier = await loadClassifier(directory, { backend: options.backend });
    const measurement = await measureModel(classifier, options);
    const { evaluation, intervals } = measurement;
    if (options.plot !== undefined) {
      const names = await saveCharts(options.plot, evaluation, measurement.answers);
      process.stderr.write(`${names.join(', ')} written to ${options.plot}\n`);
    }
    if (options.card) {
      const path = await saveMeasuredCard(directory, classifier, options, measurement);
      process.stderr.write(`${path} written\n`);
    }
    classifier.dispose();
    if (options.json) printJson(evaluation);
    else console.log(describeEvaluation(evaluation, intervals));
  });
