import type { Minute } from '../api/index.ts';
import { formatCount } from '../format/index.ts';
import { strings } from '../strings.ts';
import { minuteBars } from './minute-bars.ts';

const longestSpan = 30;
/** Enough while nothing older has happened: a service just started is no thin line at the edge. */
const shortSpan = 10;
const height = 64;
const step = 10;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Received (outline) and decided (filled) per minute, over the last half hour at most. */
export function Throughput({
  recent,
  nowMs,
}: {
  readonly recent: readonly Minute[];
  readonly nowMs: number;
}) {
  const all = minuteBars(recent, nowMs, longestSpan);
  const isOld = all.slice(0, -shortSpan).some((bar) => bar.received + bar.decided > 0);
  const bars = isOld ? all : all.slice(-shortSpan);
  const minuteCount = bars.length;
  const peak = Math.max(...bars.map((bar) => Math.max(bar.received, bar.decided)));
  const summary = strings.charts.throughputSummary(
    formatCount(sum(bars.map((bar) => bar.received))),
    formatCount(sum(bars.map((bar) => bar.decided))),
    formatCount(minuteCount),
    formatCount(peak),
  );
  const scale = (count: number) => (peak === 0 ? 0 : (count / peak) * (height - 2));
  return (
    <>
      <p className="chart-scale" aria-hidden="true">
        <span className="number">{peak === 0 ? '' : formatCount(peak)}</span>
        <span className="legend">
          <span>
            <i className="key key-received" /> {strings.charts.received}
          </span>
          <span>
            <i className="key key-decided" /> {strings.charts.decided}
          </span>
        </span>
      </p>
      <svg
        className="chart chart-minutes"
        viewBox={`0 0 ${minuteCount * step} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={peak === 0 ? strings.charts.noThroughput : summary}
      >
        <line className="chart-axis" x1="0" x2={minuteCount * step} y1={height - 0.5} y2={height - 0.5} />
        {bars.map((bar, index) => (
          <g key={bar.at}>
            <rect
              className="bar-received"
              x={index * step + 1}
              width={step - 2}
              y={height - scale(bar.received)}
              height={scale(bar.received)}
            />
            <rect
              className="bar-decided"
              x={index * step + 2.5}
              width={step - 5}
              y={height - scale(bar.decided)}
              height={scale(bar.decided)}
            />
          </g>
        ))}
      </svg>
      <p className="chart-scale" aria-hidden="true">
        <span>{strings.charts.minutesAgo(formatCount(minuteCount))}</span>
        <span>{strings.charts.now}</span>
      </p>
    </>
  );
}
