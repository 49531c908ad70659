import type { ConfidentError } from '../confident-errors.ts';
import { count, percent, percentRange } from '../format.ts';
import type { LabelReport, TargetReport } from '../model-report.ts';
import type { Segment } from '../segments.ts';
import { chartsOf } from '../target-charts.ts';
import { confusionSection } from './confusion-section.ts';
import { html, type Markup, nothing, raw } from './html.ts';
import { table } from './table.ts';

const segmentsShown = 50;
const share = (value: number | null) => (value === null ? '–' : percent(value));

function figures({ metrics, intervals }: TargetReport): Markup {
  const { accuracyAtCoverage, coverageAtAccuracy } = metrics;
  const [lower, upper] = intervals.macroF1;
  const rows = [
    ['accuracy', percent(metrics.accuracy), percentRange(intervals.accuracy)],
    ['macro-F1', metrics.macroF1.toFixed(3), `${lower.toFixed(3)} to ${upper.toFixed(3)}`],
    [
      'calibration error (15 bins)',
      metrics.ece.toFixed(4),
      `a perfect model stays below ${metrics.eceNull95.toFixed(4)} in 95 of 100 draws`,
    ],
    ...(['0.8', '0.9'] as const).map((coverage) => [
      `accuracy of the most certain ${percent(Number(coverage), 0)}`,
      percent(accuracyAtCoverage[coverage]),
      percentRange(intervals.accuracyAtCoverage[coverage]),
    ]),
    [
      'share that is 95 % right, most certain first',
      percent(coverageAtAccuracy['0.95']),
      percentRange(intervals.coverageAtAccuracy['0.95']),
    ],
  ];
  return table(
    'Figures',
    [
      { name: 'figure', value: ([name = '']) => name },
      { name: 'value', isNumber: true, value: ([, value = '']) => value },
      { name: '95 % interval', value: ([, , interval = '']) => interval },
    ],
    rows,
  );
}

function words({ words: shown }: Pick<LabelReport, 'words'>): Markup {
  if (shown.length === 0) return html`<span class="quiet">none that three texts share</span>`;
  return html`${shown.map(
    ({ word, rows, contribution }) =>
      html`<span class="word" title="${`in ${rows} texts, +${contribution.toFixed(2)} each`}">${word} <span class="quiet">+${contribution.toFixed(2)}</span></span> `,
  )}`;
}

function labels(report: TargetReport): Markup {
  return table<LabelReport>(
    'Labels, with the words that spoke most for them: + is a word’s exact share of the logit, on average where it stands',
    [
      { name: 'label', value: ({ label }) => label },
      { name: 'rows', isNumber: true, value: ({ rows }) => count(rows) },
      {
        name: 'training rows',
        isNumber: true,
        value: ({ trainingRows, trainingShare }) =>
          trainingRows !== null
            ? `≈ ${count(trainingRows)}`
            : trainingShare === null
              ? 'not learnt'
              : percent(trainingShare),
      },
      { name: 'precision', isNumber: true, value: ({ precision }) => share(precision) },
      { name: 'recall', isNumber: true, value: ({ recall }) => share(recall) },
      { name: 'F1', isNumber: true, value: ({ f1 }) => f1.toFixed(2) },
      { name: 'words', value: words },
    ],
    report.labels,
  );
}

function error({ truth, label, probability, text, words: strongest }: ConfidentError): Markup {
  return html`<details><summary>recorded <strong>${truth}</strong>, answered <strong>${label}</strong> at ${percent(probability)}</summary><blockquote>${text}</blockquote><p>${strongest.map(
    ({ text: word, contribution }) =>
      html`<span class="word">${word} <span class="quiet">${contribution < 0 ? '−' : '+'}${Math.abs(contribution).toFixed(2)}</span></span> `,
  )}</p></details>`;
}

function segments(column: string, found: readonly Segment[]): Markup {
  if (found.length === 0) return html`<h4>${column}</h4><p class="quiet">No row has a value.</p>`;
  const more = found.length - segmentsShown;
  return html`${table<Segment>(
    `By ${column}: accuracy of each group${more > 0 ? ` (the ${segmentsShown} largest of ${found.length})` : ''}`,
    [
      { name: column, value: ({ value }) => value },
      { name: 'rows', isNumber: true, value: ({ rows }) => count(rows) },
      { name: 'accuracy', isNumber: true, value: ({ accuracy }) => percent(accuracy) },
      { name: '95 % interval', value: ({ interval }) => percentRange(interval) },
      {
        name: 'against all rows',
        value: ({ standing }) => (standing === 'lower' ? html`<span class="warn">lower</span>` : standing),
      },
    ],
    found.slice(0, segmentsShown),
  )}`;
}

/** Everything about one target. */
export function targetSection(column: string, report: TargetReport, id: string): Markup {
  const charts = chartsOf(column, report.metrics, report.curves);
  const figure = (chart: { readonly element: string }) => html`<figure>${raw(chart.element)}</figure>`;
  const groups = Object.entries(report.segments);
  return html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${column}${report.target === column ? '' : ` (the model’s ${report.target})`}</h2>
<p class="quiet">${count(report.rows)} rows</p>${figures(report)}
<h3 id="${id}-calibration">Calibration and coverage</h3>${figure(charts.reliability)}${figure(charts.coverage)}
<h3 id="${id}-labels">Labels</h3>${labels(report)}${figure(charts['precision-recall'])}
<h3 id="${id}-confusion">Confusion</h3>${confusionSection(report)}
<h3 id="${id}-errors">Errors worth reading</h3><p>The wrong answers the model was most certain of. Each is a wrong record, an unclear line between labels, or something the text does not say. Texts are masked.</p>${report.errors.length === 0 ? html`<p>No answer was wrong.</p>` : report.errors.map(error)}
${groups.length === 0 ? nothing : html`<h3 id="${id}-segments">Segments</h3><p>“Lower” or “higher”: the interval leaves the accuracy of all rows out. Among twenty groups one does so by chance.</p>${groups.map(([name, found]) => segments(name, found))}`}</section>`;
}
