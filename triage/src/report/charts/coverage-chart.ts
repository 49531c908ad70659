import type { TargetMetrics } from '../../train/index.ts';
import { atThreshold, type CoveragePoint } from '../coverage-curve.ts';
import { percent, percentRange } from '../format.ts';
import { axes, type Frame, scalesOf } from './axes.ts';
import { type Chart, chart, label, line, mark, polygon, polyline, rectangle } from './drawing.ts';

const size = { width: 640, height: 440 } as const;
const marked = [0.95, 0.9, 0.8, 0.7, 0.6, 0.5] as const;

function figures({ coverage, accuracy, interval }: CoveragePoint): string {
  return `${percent(coverage)} of the rows, ${percent(accuracy)} right (${percentRange(interval)})`;
}

/** How right the most certain answers are, against how many they are. */
export function coverageChart(
  name: string,
  { coverageAtAccuracy }: Pick<TargetMetrics, 'coverageAtAccuracy'>,
  curve: readonly CoveragePoint[],
): Chart {
  const lowestRight = Math.min(
    0.95,
    ...curve.filter(({ coverage }) => coverage > 0.02).map(({ interval }) => interval[0]),
  );
  const lowest = Math.max(0, Math.floor(lowestRight * 20 - 1e-9) / 20);
  const frame: Frame = { left: 84, right: 616, top: 96, bottom: 372, lowest };
  const { x, y } = scalesOf(frame);
  const height = (share: number) => y(Math.max(lowest, share));
  const thresholds = marked.flatMap((threshold) => {
    const point = atThreshold(curve, threshold);
    return point === undefined ? [] : [{ threshold, point }];
  });
  const apart = thresholds.filter(
    ({ point }, index) =>
      index === 0 || point.coverage - (thresholds[index - 1]?.point.coverage ?? 0) > 0.001,
  );
  const subtitle = `The most certain ${percent(coverageAtAccuracy['0.95'])} of the rows are 95 % right`;
  const words = thresholds.map(
    ({ threshold, point }) => `From probability ${threshold} on: ${figures(point)}`,
  );
  return chart(size, `Coverage and accuracy: ${name}`, `${subtitle}. ${words.join('. ')}`, [
    label(24, 51, subtitle, 'quiet'),
    rectangle(24, 65, 14, 12, 'band'),
    label(44, 76, '95 % interval', 'small quiet'),
    mark([144, 72], 'circle', 'open', 'threshold'),
    label(154, 76, 'answers from a probability of … on', 'small quiet'),
    axes(frame, {
      horizontal: 'share of the rows that is answered, most certain first',
      vertical: 'share of the answers that is right',
    }),
    polygon(
      [
        ...curve.map(({ coverage, interval }) => [x(coverage), height(interval[1])] as const),
        ...curve.toReversed().map(({ coverage, interval }) => [x(coverage), height(interval[0])] as const),
      ],
      'band',
    ),
    line(frame.left, y(0.95), frame.right, y(0.95), 'guide'),
    polyline(
      curve.map(({ coverage, accuracy }) => [x(coverage), height(accuracy)]),
      'line',
    ),
    ...apart.map(({ threshold, point }, index) => {
      const [left, top] = [x(point.coverage), height(point.accuracy)];
      const isAbove = index % 2 === 0;
      return [
        mark([left, top], 'circle', 'open', figures(point)),
        label(left, isAbove ? top - 12 : top + 22, String(threshold), 'small', 'middle'),
      ].join('');
    }),
  ]);
}
