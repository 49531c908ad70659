import { count, percent } from '../format.ts';
import type { LabelCurve, PrecisionRecallPoint } from '../precision-recall.ts';
import { type Frame, scalesOf } from './axes.ts';
import { type Chart, chart, label, line, mark, type Point, polyline, turned } from './drawing.ts';

const columns = 4;
const cell = { width: 236, height: 232 } as const;
const labelsShown = 100;
const longestName = 24;

function shortName(name: string): string {
  const characters = Array.from(name.replace(/\s+/g, ' '));
  return characters.length <= longestName
    ? characters.join('')
    : `${characters.slice(0, longestName - 1).join('')}…`;
}

function smallAxes(frame: Frame): string {
  const { left, right, top, bottom } = frame;
  const { x, y } = scalesOf(frame);
  return [
    ...[0, 0.5, 1].flatMap((share) => [
      line(x(share), top, x(share), bottom, 'grid'),
      line(left, y(share), right, y(share), 'grid'),
      label(x(share), bottom + 14, percent(share, 0), 'small quiet', 'middle'),
      label(left - 5, y(share) + 4, percent(share, 0), 'small quiet', 'end'),
    ]),
    line(left, bottom, right, bottom, 'axis'),
    line(left, top, left, bottom, 'axis'),
    label((left + right) / 2, bottom + 29, 'recall', 'small quiet', 'middle'),
    turned(left - 42, (top + bottom) / 2, 'precision', 'small quiet'),
  ].join('');
}

function panel({ label: name, rows, f1, curve }: LabelCurve, left: number, top: number): string {
  const frame: Frame = {
    left: left + 58,
    right: left + cell.width - 22,
    top: top + 42,
    bottom: top + cell.height - 50,
    lowest: 0,
  };
  const { x, y } = scalesOf(frame);
  const place = ({ recall, precision }: PrecisionRecallPoint): Point => [x(recall), y(precision)];
  const markAt = (threshold: number, kind: string) => {
    const point = curve.findLast((candidate) => candidate.threshold >= threshold);
    if (point === undefined) return '';
    const figures = `from probability ${threshold} on: precision ${percent(point.precision)}, recall ${percent(point.recall)}`;
    return mark(place(point), 'circle', kind, figures);
  };
  return [
    label(left + 8, top + 16, shortName(name), 'name'),
    label(left + 8, top + 32, `F1 ${f1.toFixed(2)}, ${count(rows)} rows`, 'small quiet'),
    smallAxes(frame),
    polyline(curve.map(place), 'line'),
    markAt(0.5, 'open'),
    markAt(0.9, 'main'),
  ].join('');
}

/** A small panel per label: precision against recall as the threshold falls. */
export function precisionRecallChart(name: string, curves: readonly LabelCurve[]): Chart {
  const shown = curves.slice(0, labelsShown);
  const width = Math.min(columns, shown.length) * cell.width + 32;
  const height = 96 + Math.ceil(shown.length / columns) * cell.height;
  const more = curves.length - shown.length;
  const subtitle = `Per label, as the threshold falls to the right${more > 0 ? `; the ${labelsShown} labels with the most rows of ${curves.length}` : ''}`;
  const words = shown.map(
    ({ label: of, f1, precision, recall }) =>
      `${of}: F1 ${f1.toFixed(2)}, precision ${precision === null ? 'none' : percent(precision)}, recall ${recall === null ? 'none' : percent(recall)}`,
  );
  return chart(
    { width: Math.max(width, 480), height },
    `Precision and recall: ${name}`,
    `${subtitle}. ${words.join('. ')}`,
    [
      label(24, 51, subtitle, 'quiet'),
      mark([30, 72], 'circle', 'main', 'threshold 0.9'),
      label(40, 76, 'answers from a probability of 0.9 on', 'small quiet'),
      mark([272, 72], 'circle', 'open', 'threshold 0.5'),
      label(282, 76, 'from 0.5 on', 'small quiet'),
      ...shown.map((curve, index) =>
        panel(curve, 16 + (index % columns) * cell.width, 88 + Math.floor(index / columns) * cell.height),
      ),
    ],
  );
}
