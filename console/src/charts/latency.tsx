import type { Overview } from '../api/index.ts';
import { formatDuration } from '../format/index.ts';
import { strings } from '../strings.ts';

export function Latency({ latencyMs }: { readonly latencyMs: NonNullable<Overview['latencyMs']> | null }) {
  if (latencyMs === null) return <p className="sb-quiet">{strings.charts.noLatency}</p>;
  const rows = [
    [strings.charts.latencyHalf, latencyMs.p50],
    [strings.charts.latency95, latencyMs.p95],
    [strings.charts.latency99, latencyMs.p99],
  ] as const;
  return (
    <dl className="latency">
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="number">{formatDuration(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
