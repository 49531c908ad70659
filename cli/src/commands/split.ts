import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { Command } from '@commander-js/extra-typings';
import { SignalboxError } from '@signalbox/sdk';
import { parts, splitParts } from '@signalbox/triage/certify';
import { createMasker } from '@signalbox/triage/model';
import { isBadRecord, readRecords } from '@signalbox/triage/train';
import { createProgress, printJson } from '../output/index.ts';
import { abortOnInterrupt, collect, collectBadRows } from './model-options.ts';
import { sharesOf, wholeNumber } from './option-values.ts';

const shares = { train: 0.6, calibrate: 0.08, certify: 0.24, report: 0.08 } as const;

export const splitCommand = new Command('split')
  .description(
    'Divide a data file into four disjoint parts: train, calibrate, certify, report. Near-duplicates stay together.',
  )
  .requiredOption('--data <file>', 'JSONL or CSV (.csv, .tsv), plain or gzip')
  .requiredOption('--text <column>', 'text column; may be repeated', collect)
  .requiredOption('--out <file>', 'JSONL to write: the rows, each with a column `part`')
  .option('--time <column>', 'when a ticket was created: the oldest rows train, the newest report')
  .option('--shares <train,calibrate,certify,report>', 'of the rows', sharesOf(parts), shares)
  .option('--seed <number>', 'the same data and seed: the same parts', wholeNumber, 1)
  .option('--strict', 'a row that cannot be used is an error', false)
  .option('--json', 'print one JSON object as the last line', false)
  .action(async (options) => {
    const signal = abortOnInterrupt();
    const progress = createProgress();
    const badRows = collectBadRows(options.data, options.strict);
    const masker = createMasker();
    const rows: { text: string; time: number | null; values: Readonly<Record<string, unknown>> }[] = [];
    for await (const record of readRecords(options.data, signal)) {
      if (isBadRecord(record)) {
        badRows.add(record);
        continue;
      }
      const { line, values } = record;
      const written = options.text
        .map((column) => values[column])
        .filter((value) => typeof value === 'string');
      const time = options.time === undefined ? null : Date.parse(String(values[options.time]));
      if (written.length === 0) badRows.add({ line, problem: `no ${options.text.join(' or ')}` });
      else if (time !== null && Number.isNaN(time)) {
        badRows.add({ line, problem: `"${options.time}" is no time like 2026-01-31T08:00:00Z` });
      } else rows.push({ text: masker.mask(written.join('\n')).text, time, values });
      if (rows.length % 5_000 === 0) progress.update(`reading: ${rows.length} rows`);
    }
    if (rows.length === 0) {
      throw new SignalboxError('configuration', `No row has ${options.text.join(' or ')}.`);
    }
    progress.update(`splitting: ${rows.length} rows`);
    const placed = splitParts(rows, { shares: options.shares, seed: options.seed });
    const counts = Object.fromEntries(
      parts.map((part) => [part, placed.filter((row) => row.part === part).length]),
    );
    const file = createWriteStream(options.out);
    for (const [index, { values }] of rows.entries()) {
      file.write(`${JSON.stringify({ ...values, part: placed[index]?.part })}\n`);
    }
    file.end();
    await finished(file);
    progress.done(`${rows.length} rows split`);
    if (options.json)
      printJson({ rows: rows.length, parts: counts, badRows: badRows.count, file: options.out });
    else console.log(parts.map((part) => `  ${part.padEnd(9)}  ${counts[part]}`).join('\n'));
  });
