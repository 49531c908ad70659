import { Command, Option } from '@commander-js/extra-typings';
import { createMasker, loadClassifier } from '@signalbox/triage/model';
import { type Evaluation, evaluateClassifier, readRecords, trainingRows } from '@signalbox/triage/train';
import { createProgress, paint, printJson } from '../output/index.ts';
import { abortOnInterrupt, collect, collectBadRows, modelDirectory, parseWhere } from './model-options.ts';
import { modelTargets } from './model-targets.ts';

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function summary({ rows, targets, textsPerSecond, latencyMs, model }: Evaluation): string {
  const lines = [
    paint('bold', `${rows} rows, model ${model.id} (${(model.bytes / 1e6).toFixed(1)} MB, ${model.backend})`),
  ];
  for (const [name, metrics] of Object.entries(targets)) {
    lines.push(
      `  ${paint('bold', name)}`,
      `    accuracy           ${percent(metrics.accuracy)}, macro-F1 ${metrics.macroF1.toFixed(3)}`,
      `    calibration error  ${metrics.ece.toFixed(4)} (a perfect model stays below ${metrics.eceNull95.toFixed(4)} in 95 of 100 draws)`,
      `    most certain 80 %  ${percent(metrics.accuracyAtCoverage['0.8'])} right; 90 %: ${percent(metrics.accuracyAtCoverage['0.9'])}`,
      `    at 95 % right      ${percent(metrics.coverageAtAccuracy['0.95'])} of the rows`,
    );
  }
  lines.push(
    `  ${Math.round(textsPerSecond)} texts per second; alone ${latencyMs.p50.toFixed(3)} ms (p50), ${latencyMs.p99.toFixed(3)} ms (p99)`,
  );
  return lines.join('\n');
}

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
  .option('--strict', 'a row that cannot be used is an error', false)
  .option('--json', 'print one JSON object as the last line', false)
  .action(async (options) => {
    const signal = abortOnInterrupt();
    const progress = createProgress();
    const badRows = collectBadRows(options.data, options.strict);
    const classifier = await loadClassifier(modelDirectory(options.model), { backend: options.backend });
    const targets = modelTargets(options.target, classifier);
    const rows = trainingRows(
      readRecords(options.data, signal),
      {
        text: options.text,
        targets: Object.keys(targets).map((column) => ({ name: column, column })),
        where: (options.where ?? []).map(parseWhere),
      },
      badRows.add,
    );
    const evaluation = await evaluateClassifier(classifier, rows, {
      targets,
      masker: classifier.maskingVersion === null ? null : createMasker(),
      signal,
      onProgress: (count) => progress.update(`${count} rows`),
    });
    classifier.dispose();
    progress.done(`${evaluation.rows} rows evaluated`);
    if (options.json) printJson({ ...evaluation, badRows: badRows.count });
    else console.log(summary(evaluation));
  });
