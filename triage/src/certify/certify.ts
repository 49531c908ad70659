import { SignalboxError } from '@signalbox/sdk/errors';
import { digest } from '../line/index.ts';
import type { LoadedClassifier } from '../model/index.ts';
import { type Certificate, type CertificationChoice, certificateFormat } from '../schema/index.ts';
import { sketchRows, wordsOf } from '../train/index.ts';
import type { CertificationRow } from './certification-rows.ts';
import type { CertifyOptions } from './certify-options.ts';
import { type CertifiedTarget, certifyTarget, isApplied, type LabelStanding } from './certify-target.ts';
import { choicesOn, spentDelta } from './choices.ts';
import { placeRows } from './place-rows.ts';
import { type ReportPart, reportOf } from './report-part.ts';
import { requireNewRows } from './require-new-rows.ts';
import { type ScoredRow, scoreRows } from './score-rows.ts';
import type { Part } from './split-parts.ts';
import { type SuggestionChoice, suggestionChoices } from './suggestion-choices.ts';
import { type TradeOffPoint, tradeOff } from './trade-off.ts';

export interface TargetReport {
  /** The model's target. */
  readonly target: string;
  readonly alpha: number;
  /** This target's share of δ. */
  readonly delta: number;
  readonly groups: CertifiedTarget['groups'];
  readonly labels: readonly (LabelStanding & {
    readonly threshold: number | null;
    readonly report: ReportPart;
  })[];
  readonly report: ReportPart;
  /** On the certification rows: reading it and then choosing another α is a further choice. */
  readonly curve: readonly TradeOffPoint[];
  readonly suggestions: readonly SuggestionChoice[];
}

export interface Certification {
  readonly certificate: Certificate;
  /** By the names the rows use. */
  readonly targets: Readonly<Record<string, TargetReport>>;
  /** Rows used, by part; one per wording. */
  readonly parts: Readonly<Record<Part, number>>;
  readonly repeatedRows: number;
}

const dayMs = 86_400_000;

function mixOf(rows: readonly ScoredRow[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { label } of rows) counts.set(label, (counts.get(label) ?? 0) + 1);
  return Object.fromEntries([...counts].sort().map(([label, count]) => [label, count / rows.length]));
}

const inScope = (rows: readonly ScoredRow[] = []) => rows.filter(({ isOutOfScope }) => !isOutOfScope);

/**
 * Turns "at most α wrong among those applied, with confidence 1 − δ" into thresholds, and the thresholds into a
 * certificate. Wrong means differing from the recorded label. δ is divided over the targets, and within a target over the
 * labels that are promised separately.
 * @throws SignalboxError `configuration` when there are too few rows, the model has learnt from them, or all of δ is spent.
 */
export async function certify(
  classifier: Pick<LoadedClassifier, 'id' | 'targets' | 'classify' | 'training' | 'calibration'>,
  rows: AsyncIterable<CertificationRow> | Iterable<CertificationRow>,
  options: CertifyOptions,
): Promise<Certification> {
  const { alpha, seed, shares, now, signal, site } = options;
  const { byPart, repeated } = await placeRows(rows, options);
  const sketch = sketchRows(byPart.certify.map(({ maskedText }) => wordsOf(maskedText)));
  requireNewRows(
    classifier,
    sketchRows(
      [...byPart.calibrate, ...byPart.certify, ...byPart.report].map(({ maskedText }) => wordsOf(maskedText)),
    ),
  );

  let scoredBefore = 0;
  const score = async (part: 'calibrate' | 'certify' | 'report') => {
    const done = scoredBefore;
    const scored = await scoreRows(classifier, byPart[part], {
      ...options,
      onProgress: (count) => options.onProgress?.({ stage: 'scoring', rows: done + count }),
      signal,
    });
    scoredBefore += byPart[part].length;
    return scored;
  };
  const scored = {
    calibrate: await score('calibrate'),
    certify: await score('certify'),
    report: await score('report'),
  };

  const names = Object.keys(options.targets);
  const delta = options.delta / names.length;
  const certificateTargets: Record<string, Certificate['targets'][string]> = {};
  const targets: Record<string, TargetReport> = {};
  for (const name of names) {
    const target = options.targets[name] ?? name;
    const labels = classifier.targets.find((known) => known.name === target)?.labels ?? [];
    const certifyRows = scored.certify[name] ?? [];
    const reportRows = scored.report[name] ?? [];
    const calibrateRows = scored.calibrate[name] ?? [];
    if (certifyRows.length === 0) {
      throw new SignalboxError('configuration', `No certification row has a value for "${name}".`);
    }
    const certified = certifyTarget(
      { calibrate: inScope(calibrateRows), certify: inScope(certifyRows) },
      labels,
      alpha,
      delta,
    );
    const covers = (row: ScoredRow) => isApplied(certified.groups, row);
    targets[name] = {
      target,
      alpha,
      delta,
      groups: certified.groups,
      labels: certified.labels.map((standing) => ({
        ...standing,
        threshold: certified.groups.find((group) => group.labels.includes(standing.label))?.threshold ?? null,
        report: reportOf(
          reportRows.filter(({ label }) => label === standing.label),
          covers,
        ),
      })),
      report: reportOf(reportRows, covers),
      curve: tradeOff(certifyRows, delta),
      suggestions: suggestionChoices(labels, calibrateRows, reportRows, options.weights),
    };
    const known = [...new Set([...labels, ...certifyRows.map(({ truth }) => truth)])].sort();
    certificateTargets[target] = {
      groups: certified.groups.map(({ tests: _, ...group }) => ({ ...group, labels: [...group.labels] })),
      catalog: site ? [...(site.catalogs[target] ?? [])].sort() : known,
      classMix: mixOf(inScope(certifyRows)),
      rows: inScope(certifyRows).length,
    };
    if (site && site.catalogs[target] === null) certificateTargets[target].catalog = null;
  }

  const calibration = digest(classifier.calibration).slice(0, 16);
  const choice: CertificationChoice = {
    choice: digest(
      'choice',
      [classifier.id, calibration, options.masker?.version ?? null],
      [alpha, options.delta, seed, shares, options.outOfVocabularyLimit, options.leastTypicality],
      [options.targets, site],
      sketch,
    ).slice(0, 16),
    delta: options.delta,
    alpha,
    model: classifier.id,
    at: new Date(now).toISOString(),
    rows: { count: byPart.certify.length, sketch: [...sketch] },
  };
  const choices = choicesOn(sketch, options.earlier, choice);
  const spent = spentDelta(choices);
  if (spent >= 1) {
    throw new SignalboxError(
      'configuration',
      `${choices.length - 1} choices were made on these certification rows before, and nothing of δ is left: certify on rows that were not used yet.`,
    );
  }
  const promised = Object.values(certificateTargets).filter(({ groups }) =>
    groups.some(({ threshold }) => threshold !== null),
  );
  const content = {
    format: certificateFormat as Certificate['format'],
    version: 1 as const,
    site: site?.name ?? null,
    issuedAt: choice.at,
    expiresAt: new Date(now + options.validDays * dayMs).toISOString(),
    model: classifier.id,
    calibration,
    policy: site?.policyScope ?? null,
    maskingVersion: options.masker?.version ?? null,
    promise: { alpha, delta: spent, perTicketAlpha: Math.min(1, alpha * promised.length) },
    targets: certificateTargets,
    choices: [...choices],
  };
  return {
    certificate: { ...content, id: digest('certificate', content).slice(0, 16) },
    targets,
    parts: {
      train: byPart.train.length,
      calibrate: byPart.calibrate.length,
      certify: byPart.certify.length,
      report: byPart.report.length,
    },
    repeatedRows: repeated,
  };
}
