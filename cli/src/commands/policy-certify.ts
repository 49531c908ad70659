import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Command } from '@commander-js/extra-typings';
import { SignalboxError } from '@signalbox/sdk';
import { certificationRows, certify, defaultCertifyOptions } from '@signalbox/triage/certify';
import { createMasker, loadClassifier } from '@signalbox/triage/model';
import { readRecords } from '@signalbox/triage/train';
import { createProgress, describeCertification, printJson } from '../output/index.ts';
import { appendToLedger, readCertificate, readLedger } from './certification-ledger.ts';
import { certifiedSite } from './certified-site.ts';
import { abortOnInterrupt, collect, collectBadRows, modelDirectory, parseWhere } from './model-options.ts';
import { modelTargets } from './model-targets.ts';
import { openShare, positiveDecimal, positiveNumber, sharesOf, wholeNumber } from './option-values.ts';

const { alpha, delta, seed, shares, weights, validDays, outOfVocabularyLimit, leastTypicality } =
  defaultCertifyOptions;
const shareNames = ['calibrate', 'certify', 'report'] as const;

export const certifyCommand = new Command('certify')
  .description(
    'Turn "at most ALPHA wrong among those applied, with confidence 1 − DELTA" into thresholds, on rows the model has not learnt from.',
  )
  .requiredOption('--model <directory>', "the model's directory, or `default`")
  .requiredOption('--data <file>', 'JSONL or CSV (.csv, .tsv), plain or gzip')
  .requiredOption('--text <column>', 'text column; may be repeated, the texts are joined', collect)
  .requiredOption(
    '--target <[modeltarget=]column>',
    'column of the recorded label, and which target of the model it is; may be repeated',
    collect,
  )
  .option('--alpha <share>', 'at most this share wrong among those applied', openShare, alpha)
  .option('--delta <share>', 'the promise may fail with this probability', openShare, delta)
  .option('--time <column>', 'when a ticket was created: the oldest rows calibrate, the newest report')
  .option('--part <column>', 'column that says calibrate, certify or report (`signalbox split` writes it)')
  .option(
    '--shares <calibrate,certify,report>',
    'how the rows are divided otherwise',
    sharesOf(shareNames),
    shares,
  )
  .option('--where <column=value>', 'use only rows with this value; may be repeated', collect)
  .option('--seed <number>', 'of the division', wholeNumber, seed)
  .option('--config <file>', 'with --site: the configuration the certificate is for')
  .option('--site <name>', 'the site the certificate is for; without one it is a study, and applies nothing')
  .option('--out <file>', 'write the certificate')
  .option(
    '--ledger <file>',
    'where every choice made on certification rows is logged',
    'signalbox.certifications.jsonl',
  )
  .option('--valid-days <number>', 'days until the certificate expires', positiveNumber, validDays)
  .option(
    '--beta <number>',
    'for suggestions: recall counts beta times as much as precision',
    positiveDecimal,
    weights.beta,
  )
  .option(
    '--costs <wrong,missed>',
    'for suggestions: the cost of a wrong one, and of a right one not made',
    sharesOf(['wrong', 'missed']),
    weights.costs,
  )
  .option('--strict', 'a row that cannot be used is an error', false)
  .option('--json', 'print one JSON object as the last line', false)
  .addHelpText(
    'after',
    '\nThe same rows with other choices (another α, model, seed, …) spend δ again: the certificate states all of it.\ndocs/concepts/certificates.md says what is promised, under which assumptions.',
  )
  .action(async (options) => {
    const startedAt = performance.now();
    const signal = abortOnInterrupt();
    const progress = createProgress();
    const badRows = collectBadRows(options.data, options.strict);
    if (options.site !== undefined && options.config === undefined) {
      throw new SignalboxError('configuration', 'Which configuration has the site? Write --config FILE.');
    }
    // Before anything is looked at: what is seen has to be written down.
    if (options.out !== undefined) await mkdir(dirname(options.out), { recursive: true });
    await mkdir(dirname(options.ledger), { recursive: true });
    const [ledger, previous] = await Promise.all([
      readLedger(options.ledger),
      options.out === undefined ? null : readCertificate(options.out),
    ]);
    const classifier = await loadClassifier(modelDirectory(options.model));
    const targets = modelTargets(options.target, classifier);
    const bound =
      options.site === undefined
        ? null
        : await certifiedSite(options.config ?? '', options.site, Object.values(targets));
    const certification = await certify(
      classifier,
      certificationRows(
        readRecords(options.data, signal),
        {
          text: options.text,
          targets: Object.keys(targets).map((column) => ({ name: column, column })),
          where: (options.where ?? []).map(parseWhere),
          time: options.time ?? null,
          part: options.part ?? null,
        },
        badRows.add,
        (count) => {
          const what = options.part === undefined ? `time in "${options.time}"` : `part in "${options.part}"`;
          if (options.strict)
            throw new SignalboxError('unreadable', `${count} rows have no readable ${what}.`);
          process.stderr.write(`${count} rows have no readable ${what} and are left out\n`);
        },
      ),
      {
        targets,
        alpha: options.alpha,
        delta: options.delta,
        seed: options.seed,
        shares: options.shares,
        outOfVocabularyLimit: bound?.policy.outOfVocabularyLimit ?? outOfVocabularyLimit,
        leastTypicality: bound?.policy.leastTypicality ?? leastTypicality,
        masker: classifier.maskingVersion === null ? null : createMasker(),
        weights: { beta: options.beta, costs: options.costs },
        site: bound?.site ?? null,
        earlier: [...ledger, ...(previous?.choices ?? [])],
        now: Date.now(),
        validDays: options.validDays,
        onProgress: ({ stage, rows }) => progress.update(`${stage}: ${rows} rows`),
        signal,
      },
    );
    classifier.dispose();
    const { certificate } = certification;
    const choice = certificate.choices.at(-1);
    if (choice) await appendToLedger(options.ledger, ledger, choice);
    if (options.out !== undefined) await writeFile(options.out, `${JSON.stringify(certificate, null, 2)}\n`);
    const seconds = (performance.now() - startedAt) / 1000;
    progress.done(`certified in ${seconds.toFixed(1)} s`);
    if (options.json) {
      printJson({
        ...certification,
        ledger: options.ledger,
        certificateFile: options.out ?? null,
        badRows: badRows.count,
        seconds,
      });
    } else console.log(describeCertification(certification, options.out ?? null, options.ledger));
  });
