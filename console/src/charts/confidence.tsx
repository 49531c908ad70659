import { AspectIcon, formatPercent, panelStrings } from '@signalbox/panel';
import type { DecisionItem } from '../api/index.ts';
import { formatCount } from '../format/index.ts';
import { strings } from '../strings.ts';
import { confidenceRows } from './confidence-rows.ts';

const binCount = 25;
const height = 24;
const step = 10;

/** One small histogram per way, on a common scale, so that the thresholds show as edges between the rows. */
export function Confidence({ items }: { readonly items: readonly DecisionItem[] }) {
  const rows = confidenceRows(items, binCount);
  if (rows.length === 0) return <p className="sb-quiet">{strings.charts.noConfidence}</p>;
  return (
    <>
      <ul className="confidence">
        {rows.map((row) => {
          const peak = Math.max(...row.bins);
          const word = panelStrings.fieldRoutes[row.route];
          const median = row.median === null ? '' : formatPercent(row.median);
          return (
            <li key={row.route}>
              <AspectIcon route={row.route} size={20} />
              <svg
                className="chart"
                viewBox={`0 0 ${binCount * step} ${height}`}
                preserveAspectRatio="none"
                role="img"
                aria-label={strings.charts.confidenceRow(word, formatCount(row.count), median)}
              >
                <line
                  className="chart-axis"
                  x1="0"
                  x2={binCount * step}
                  y1={height - 0.5}
                  y2={height - 0.5}
                />
                {row.bins.map((count, bin) => {
                  const length = count === 0 ? 0 : Math.max(2, (count / peak) * (height - 2));
                  const left = bin * step;
                  return (
                    <rect
                      key={left}
                      className={`bin-${row.route}`}
                      x={left + 1}
                      width={step - 2}
                      y={height - 1 - length}
                      height={length}
                    />
                  );
                })}
              </svg>
              <span className="number confidence-count" aria-hidden="true">
                {formatCount(row.count)}
              </span>
            </li>
          );
        })}
      </ul>
      <p className="chart-scale confidence-scale" aria-hidden="true">
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <span key={share} className="number">
            {new Intl.NumberFormat(undefined, { style: 'percent' }).format(share)}
          </span>
        ))}
      </p>
    </>
  );
}
