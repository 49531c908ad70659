import type { Route } from '@signalbox/triage/schema';
import { formatPercent } from './format-percent.ts';
import { panelStrings } from './strings.ts';

export interface ProbabilityBarProps {
  readonly probability: number;
  readonly route: Route;
  /** Where suggesting and applying begin, 0-1. */
  readonly suggestAt: number;
  readonly applyAt: number;
}

const percent = (share: number) => `${(share * 100).toFixed(2)}%`;

/** The probability on a scale from 0 to 1, with the two thresholds it is measured against. */
export function ProbabilityBar({ probability, route, suggestAt, applyAt }: ProbabilityBarProps) {
  const thresholds = panelStrings.thresholds(formatPercent(suggestAt), formatPercent(applyAt));
  return (
    <div className="sb-bar">
      <div className="sb-bar-track" aria-hidden="true">
        <div className={`sb-bar-fill sb-fill-${route}`} style={{ width: percent(probability) }} />
        <span className="sb-bar-tick" style={{ left: percent(suggestAt) }} />
        <span className="sb-bar-tick sb-bar-tick-apply" style={{ left: percent(applyAt) }} />
      </div>
      <p className="sb-bar-legend">{thresholds}</p>
    </div>
  );
}
