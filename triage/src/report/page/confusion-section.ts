import type { ConfusionCell } from '../confusion.ts';
import { count, percent } from '../format.ts';
import type { TargetReport } from '../model-report.ts';
import { html, type Markup, raw } from './html.ts';
import { table } from './table.ts';

const matrixLabels = 24;
const pairsShown = 30;

function matrix({ labels, confusion }: Pick<TargetReport, 'labels' | 'confusion'>): Markup {
  const names = labels.map(({ label }) => label);
  const cells = new Map(confusion.map((cell) => [JSON.stringify([cell.truth, cell.label]), cell.rows]));
  const row = (truth: string, recorded: number) =>
    html`<tr><th scope="row">${truth}</th>${names.map((label) => {
      const rows = cells.get(JSON.stringify([truth, label])) ?? 0;
      // At most a third of the colour, so that the figures stay legible on it.
      const shade = recorded === 0 ? 0 : (rows / recorded) * 0.34;
      return html`<td style="${`background:rgba(var(--main),${shade.toFixed(3)})`}">${rows === 0 ? raw('·') : count(rows)}</td>`;
    })}</tr>`;
  const caption = 'Confusion: recorded label (row) against answered label (column), in rows of the data';
  return html`<div class="wide" tabindex="0" role="region" aria-label="${caption}"><table class="matrix"><caption>${caption}</caption><thead><tr><th scope="col">recorded</th>${names.map(
    (name) => html`<th scope="col">${name}</th>`,
  )}</tr></thead><tbody>${labels.map(({ label, rows }) => row(label, rows))}</tbody></table></div>`;
}

/** A matrix where it can be read, and the pairs that are confused most. */
export function confusionSection(report: TargetReport): Markup {
  const rowsOf = new Map(report.labels.map(({ label, rows }) => [label, rows]));
  const wrong = report.confusion.filter(({ truth, label }) => truth !== label).slice(0, pairsShown);
  const pairs = table<ConfusionCell>(
    'The most frequent confusions',
    [
      { name: 'recorded', value: ({ truth }) => truth },
      { name: 'answered', value: ({ label }) => label },
      { name: 'rows', isNumber: true, value: ({ rows }) => count(rows) },
      {
        name: 'of the recorded label',
        isNumber: true,
        value: ({ truth, rows }) => percent(rows / Math.max(1, rowsOf.get(truth) ?? 0)),
      },
    ],
    wrong,
  );
  const isSmall = report.labels.length <= matrixLabels;
  return html`${isSmall ? matrix(report) : html`<p class="quiet">${report.labels.length} labels are too many for a matrix; report.json has all pairs.</p>`}${wrong.length === 0 ? html`<p>Nothing was confused.</p>` : pairs}`;
}
