import { type Certification, coverageAt, type TargetReport } from '@signalbox/triage/certify';
import { paint } from './paint.ts';

const percent = (share: number, digits = 1): string => `${(share * 100).toFixed(digits)} %`;
const shownBounds = [0.005, 0.01, 0.02, 0.03, 0.05, 0.1] as const;
const labelsShown = 12;

function groupLine({ labels, threshold, rows, errors, bound }: TargetReport['groups'][number]): string {
  const name = labels.length === 1 ? `"${labels[0]}"` : `pool of ${labels.length} labels`;
  if (threshold === null) {
    return `    ${name}: stays on suggest (${errors} wrong of ${rows} show no more than a bound of ${percent(bound)})`;
  }
  return `    ${name}: apply from ${threshold.toFixed(4)} (${errors} wrong of ${rows}, bound ${percent(bound, 2)})`;
}

function missingLines(labels: TargetReport['labels']): readonly string[] {
  const pooled = labels.filter(({ promise }) => promise === 'pool');
  if (pooled.length === 0) return [];
  const lines = pooled.slice(0, labelsShown).map(({ label, rows, rowsMissing }) => {
    const lack =
      rowsMissing === null
        ? 'no number of rows would do with this model'
        : rowsMissing === 0
          ? 'its error is too uncertain for one'
          : `at least ${rowsMissing} more would be needed`;
    return `      "${label}": ${rows} rows, ${lack}`;
  });
  const more = pooled.length - labelsShown;
  return [
    '    not promised alone:',
    ...lines,
    ...(more > 0 ? [`      and ${more} other labels (--json has them all)`] : []),
  ];
}

function targetLines(
  name: string,
  { target, delta, groups, labels, report, curve }: TargetReport,
): readonly string[] {
  const reported =
    report.error === null
      ? 'nothing applied'
      : `${percent(report.coverage)} applied, ${report.errors} wrong of ${report.applied} (${percent(report.error)}, 95 % interval ${percent(report.interval[0])} to ${percent(report.interval[1])})`;
  return [
    `  ${paint('bold', name)}${name === target ? '' : ` (the model's ${target})`}, δ ${delta}`,
    ...groups.map(groupLine),
    ...missingLines(labels),
    `    on the report rows: ${reported}`,
    '    coverage against bound, one threshold for all labels, on the certification rows:',
    ...shownBounds.map(
      (bound) =>
        `      at most ${percent(bound).padStart(6)}  ${percent(coverageAt(curve, bound)).padStart(7)} of the rows`,
    ),
  ];
}

/** A certification in words. */
export function describeCertification(
  { certificate, targets, parts, repeatedRows }: Certification,
  file: string | null,
  ledger: string,
): string {
  const { alpha, delta, perTicketAlpha } = certificate.promise;
  const choices = certificate.choices.length;
  return [
    paint(
      'bold',
      `Certificate ${certificate.id}${file === null ? ', not written (--out FILE writes it)' : ` in ${file}`}`,
    ),
    `  At most ${percent(alpha)} of the applied values differ from what a person records, with confidence ${percent(1 - delta)},`,
    `  for tickets exchangeable with ${parts.certify} certification rows; per ticket at most ${percent(perTicketAlpha)}.`,
    `  Thresholds planned on ${parts.calibrate} other rows, reported on ${parts.report} others; ${repeatedRows} rows of repeated wording left out.`,
    ...(perTicketAlpha > 0
      ? []
      : [paint('yellow', '  Nothing could be promised for any label: every field stays on suggest.')]),
    ...(choices === 1
      ? []
      : [
          paint(
            'yellow',
            `  ${choices} choices were made on these rows (${ledger}): together they spent a δ of ${delta}, which is why the confidence is no higher.`,
          ),
        ]),
    ...Object.entries(targets).flatMap(([name, target]) => targetLines(name, target)),
    certificate.site === null
      ? '  Made without a site: a study, under which nothing is applied. Write --config FILE --site NAME for a certificate to use.'
      : `  For ${certificate.site}, until ${certificate.expiresAt}. Name it in the configuration: certificates: { ${certificate.site}: 'FILE' }.`,
  ].join('\n');
}
