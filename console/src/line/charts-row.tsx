import { type ReactNode, useId } from 'react';
import type { DecisionItem, Overview } from '../api/index.ts';
import { Confidence, Latency, Throughput } from '../charts/index.ts';
import { formatCount } from '../format/index.ts';
import { Skeleton } from '../parts/index.ts';
import { strings } from '../strings.ts';

function Figure({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className="card figure" aria-labelledby={id}>
      <h2 id={id}>
        {title} {hint === undefined ? null : <span className="sb-quiet">{hint}</span>}
      </h2>
      {children}
    </section>
  );
}

export interface ChartsRowProps {
  readonly overview: Overview | null;
  readonly items: readonly DecisionItem[] | null;
  readonly nowMs: number;
}

const confidenceItems = 200;

export function ChartsRow({ overview, items, nowMs }: ChartsRowProps) {
  const latest = items?.slice(0, confidenceItems) ?? null;
  const count = latest?.flatMap((item) => item.fields).filter((field) => field.probability !== null).length;
  return (
    <div className="figures">
      <Figure title={strings.charts.throughput}>
        {overview === null ? (
          <Skeleton width="100%" />
        ) : (
          <Throughput recent={overview.throughput} nowMs={nowMs} />
        )}
      </Figure>
      <Figure
        title={strings.charts.confidence}
        {...(count ? { hint: strings.charts.confidenceOf(formatCount(count)) } : {})}
      >
        {latest === null ? <Skeleton width="100%" /> : <Confidence items={latest} />}
      </Figure>
      <Figure title={strings.charts.latency}>
        {overview === null ? <Skeleton width="100%" /> : <Latency latencyMs={overview.latencyMs} />}
      </Figure>
    </div>
  );
}
