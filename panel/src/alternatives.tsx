import type { Prediction } from '@signalbox/triage/schema';
import { formatPercent } from './format-percent.ts';
import { panelStrings } from './strings.ts';

/** What else it might be. */
export function Alternatives({ alternatives }: { readonly alternatives: Prediction['alternatives'] }) {
  const shown = alternatives.slice(0, 4);
  if (shown.length === 0) return null;
  return (
    <section className="sb-part">
      <h4 className="sb-part-title">{panelStrings.alternatives}</h4>
      <ul className="sb-alternatives">
        {shown.map(({ label, probability }) => (
          <li key={label}>
            <span className="sb-alternative-label">{label}</span>
            <span className="sb-alternative-track" aria-hidden="true">
              <span style={{ width: `${(probability * 100).toFixed(2)}%` }} />
            </span>
            <span className="sb-number">{formatPercent(probability)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
