import { paint } from '../output/index.ts';
import type { DemoReport, VendorReport } from './report.ts';

const names: Readonly<Record<string, string>> = { jira: 'Jira', servicenow: 'ServiceNow' };
const barWidth = 44;

function bar(
  parts: readonly {
    readonly count: number;
    readonly format: Parameters<typeof paint>[0];
    readonly glyph: string;
  }[],
): string {
  const total = parts.reduce((sum, part) => sum + part.count, 0);
  if (total === 0) return '';
  return parts
    .map(({ count, format, glyph }) => paint(format, glyph.repeat(Math.round((count / total) * barWidth))))
    .join('');
}

const percent = (part: number, whole: number): string =>
  whole === 0 ? '0 %' : `${((part / whole) * 100).toFixed(0)} %`;
const check = (isGood: boolean, text: string): string =>
  `  ${isGood ? paint('green', '✓') : paint('red', '✗')} ${text}`;

function vendorLine(name: string, report: VendorReport): string {
  const cells = [
    (names[name] ?? name).padEnd(11),
    `${report.tickets}`.padStart(4),
    `${report.applied}`.padStart(8),
    `${report.suggested}`.padStart(10),
    `${report.escalated}`.padStart(10),
    `${(report.accuracy * 100).toFixed(1)} %`.padStart(9),
  ];
  return `  ${cells.join(' ')}`;
}

/** The demo's result as a person reads it. */
export function summarise(report: DemoReport): string {
  const { applied, suggested, escalated, decided } = report;
  const header = ['', 'vendor'.padEnd(11), 'sent', ' applied', ' suggested', ' escalated', ' accuracy']
    .join(' ')
    .trimEnd();
  return [
    '',
    paint('bold', `${report.tickets} real tickets in ${report.seconds} s`),
    '',
    `  ${bar([
      { count: applied, format: 'green', glyph: '█' },
      { count: suggested, format: 'yellow', glyph: '▓' },
      { count: escalated, format: 'red', glyph: '░' },
    ])}`,
    `  ${paint('green', '█')} applied ${applied} (${percent(applied, decided)})   ${paint('yellow', '▓')} suggested ${suggested} (${percent(suggested, decided)})   ${paint('red', '░')} left to people ${escalated} (${percent(escalated, decided)})`,
    '',
    paint('dim', ` ${header}`),
    ...Object.entries(report.byVendor).map(([name, vendor]) => vendorLine(name, vendor)),
    '',
    check(
      report.lost === 0,
      `${report.lost} lost: every ticket was written, suggested, or marked for people with a reason`,
    ),
    check(
      report.writtenTwice === 0,
      `${report.writtenTwice} written twice, though ${report.duplicates} webhooks came twice and connections were cut`,
    ),
    check(report.publicComments === 0, `${report.publicComments} comments that a customer could see`),
    check(
      report.rejectedSignatures > 0,
      `${report.rejectedSignatures} webhooks with a wrong signature refused`,
    ),
    '',
    `  ${(report.accuracy * 100).toFixed(1)} % agree with what people chose; webhook to decision ${report.webhookToDecisionMs.p50} ms (median), ${report.webhookToDecisionMs.p95} ms (p95)`,
    '',
  ].join('\n');
}
