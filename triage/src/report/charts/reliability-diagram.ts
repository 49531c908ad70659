import type { TargetMetrics } from '../../train/index.ts';
import { count, percent, percentRange } from '../format.ts';
import type { ReliabilityBin } from '../reliability.ts';
import { axes, type Frame, scalesOf } from './axes.ts';
import { type Chart, chart, label, line, mark, rectangle } from './drawing.ts';

const size = { width: 640, height: 590 } as const;
const frame: Frame = { left: 84, right: 616, top: 96, bottom: 410, lowest: 0 };
const histogram = { top: 478, bottom: 548 } as const;

function figures({ stated, right, rows, band }: ReliabilityBin): string {
  return `stated ${percent(stated)}, right ${percent(right)} of ${count(rows)}; a perfect model ${percentRange(band)}`;
}

/** Stated probability against the share that was right, with where a perfectly calibrated model would lie. */
export function reliabilityDiagram(
  name: string,
  { ece, eceNull95 }: Pick<TargetMetrics, 'ece' | 'eceNull95'>,
  bins: readonly ReliabilityBin[],
): Chart {
  const { x, y } = scalesOf(frame);
  const isOff = ({ right, band }: ReliabilityBin) => right < band[0] || right > band[1];
  const rows = bins.reduce((sum, bin) => sum + bin.rows, 0);
  const most = Math.max(1, ...bins.map((bin) => bin.rows));
  const { top, bottom } = histogram;
  const heightOf = (bin: ReliabilityBin) => (bin.rows / most) * (bottom - top);
  const subtitle = `Calibration error ${ece.toFixed(4)}; a perfect model stays below ${eceNull95.toFixed(4)} in 95 of 100 draws of ${count(rows)} rows`;
  const legend = 74;
  return chart(size, `Reliability: ${name}`, `${subtitle}. ${bins.map(figures).join('. ')}`, [
    label(24, 51, subtitle, 'quiet'),
    rectangle(24, legend - 9, 14, 12, 'band'),
    label(44, legend + 2, 'where a perfect model lies in 95 of 100 draws', 'small quiet'),
    mark([330, legend - 2], 'circle', 'main', 'within'),
    label(340, legend + 2, 'measured, within', 'small quiet'),
    mark([462, legend - 2], 'diamond', 'off', 'outside'),
    label(474, legend + 2, 'measured, outside', 'small quiet'),
    axes(frame, { horizontal: 'stated probability', vertical: 'share that was right' }),
    ...bins.map(({ from, to, band: [lower, upper] }) =>
      rectangle(x(from) + 1, y(upper) - 1, x(to) - x(from) - 2, y(lower) - y(upper) + 2, 'band'),
    ),
    line(x(0), y(0), x(1), y(1), 'guide'),
    ...bins.map((bin) =>
      isOff(bin)
        ? mark([x(bin.stated), y(bin.right)], 'diamond', 'off', figures(bin))
        : mark([x(bin.stated), y(bin.right)], 'circle', 'main', figures(bin)),
    ),
    ...bins.map((bin) =>
      rectangle(x(bin.from) + 1, bottom - heightOf(bin), x(bin.to) - x(bin.from) - 2, heightOf(bin), 'bar'),
    ),
    line(frame.left, bottom, frame.right, bottom, 'axis'),
    label(frame.left - 8, top + 4, count(most), 'tick', 'end'),
    label(frame.left - 8, bottom + 4, '0', 'tick', 'end'),
    label((frame.left + frame.right) / 2, bottom + 22, 'rows by stated probability', 'quiet', 'middle'),
  ]);
}
