import { Command, Option } from '@commander-js/extra-typings';
import { createMasker, loadClassifier, locateEvidence, type MaskedText } from '@signalbox/triage/model';
import { type DataRecord, isBadRecord, lineBatches, parseJsonLine } from '@signalbox/triage/train';
import { exitCode } from '../output/index.ts';
import { collect, modelDirectory } from './model-options.ts';

/** The row's text, or what is wrong with it. An empty text is a text: the model says that it knows nothing. */
function textOf({ values }: DataRecord, columns: readonly string[]): { text: string } | { problem: string } {
  const parts: string[] = [];
  for (const column of columns) {
    const value = values[column];
    if (typeof value === 'string') parts.push(value);
    else if (value !== undefined && value !== null) return { problem: `"${column}" is not a string` };
  }
  if (parts.length > 0) return { text: parts.join('\n') };
  return { problem: `no ${columns.map((column) => `"${column}"`).join(' or ')}` };
}

export const classifyCommand = new Command('classify')
  .description('Classify tickets: JSONL on stdin, JSONL on stdout, one answer per readable line, in order.')
  .option('--model <directory>', "the model's directory, or `default`", 'default')
  .option('--text <column>', 'text column (default: text); may be repeated, the texts are joined', collect)
  .option(
    '--explain',
    'the masked text, and the words that spoke for the answer, with their places in it and in the original',
    false,
  )
  .option('--no-mask', 'classify the texts as they are; by default personal data is masked first')
  .addOption(new Option('--backend <name>', 'TensorFlow.js backend').choices(['wasm', 'cpu'] as const))
  .addHelpText(
    'after',
    '\nEach answer has the line, the id of the row if it had one, and per target: label, calibrated probability, alternatives.\nA line that cannot be used is reported on stderr; the others are answered, and the exit code is 1.',
  )
  .action(async (options) => {
    const classifier = await loadClassifier(modelDirectory(options.model), { backend: options.backend });
    const masker = options.mask ? createMasker() : null;
    const columns = options.text ?? ['text'];
    let line = 0;
    for await (const lines of lineBatches(process.stdin)) {
      const rows: { line: number; id: unknown; masked: MaskedText }[] = [];
      for (const written of lines) {
        line += 1;
        if (written?.trim() === '') continue;
        const record = parseJsonLine(written, line);
        const found = isBadRecord(record) ? record : textOf(record, columns);
        if ('problem' in found) {
          process.stderr.write(`line ${line}: ${found.problem}\n`);
          process.exitCode = exitCode.failed;
        } else if (!isBadRecord(record)) {
          const masked = masker?.mask(found.text) ?? { text: found.text, spans: [] };
          rows.push({ line, id: record.values['id'], masked });
        }
      }
      const answers = await classifier.classify(
        rows.map(({ masked }) => masked.text),
        { explain: options.explain },
      );
      const output = answers.map((answer, index) => {
        const row = rows[index];
        const id = row?.id === undefined ? {} : { id: row.id };
        const explained = options.explain ? { maskedText: row?.masked.text } : {};
        const located = locateEvidence(answer, row?.masked.spans ?? []);
        return `${JSON.stringify({ line: row?.line, ...id, ...explained, ...located })}\n`;
      });
      if (!process.stdout.write(output.join(''))) {
        await new Promise((resolve) => process.stdout.once('drain', resolve));
      }
    }
    classifier.dispose();
  });
