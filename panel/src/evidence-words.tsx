import type { Evidence } from '@signalbox/triage/schema';
import { groupEvidence } from './group-evidence.ts';
import { panelStrings } from './strings.ts';

/** How many words are shown: the weights fall off quickly, and a long list hides the strong ones. */
const shownWords = 8;

/** The words behind a prediction, each with its sign and how strong it is. */
export function EvidenceWords({ evidence }: { readonly evidence: readonly Evidence[] }) {
  const words = groupEvidence(evidence).slice(0, shownWords);
  if (words.length === 0) return <p className="sb-quiet">{panelStrings.noWords}</p>;
  return (
    <ul className="sb-words">
      {words.map((word) => {
        const isFor = word.contribution >= 0;
        return (
          <li key={word.text} className={isFor ? 'sb-word sb-word-for' : 'sb-word sb-word-against'}>
            <span aria-hidden="true" className="sb-word-sign">
              {isFor ? '+' : '−'}
            </span>
            <span className="sb-word-text">{word.text}</span>
            {word.count > 1 ? (
              <span className="sb-word-count">
                <span aria-hidden="true">×{word.count}</span>
                <span className="sb-hidden">{panelStrings.times(word.count)}</span>
              </span>
            ) : null}
            <span className="sb-word-strength" aria-hidden="true">
              <span style={{ width: `${Math.max(6, word.strength * 100).toFixed(1)}%` }} />
            </span>
            <span className="sb-hidden">{isFor ? panelStrings.speaksFor : panelStrings.speaksAgainst}</span>
          </li>
        );
      })}
    </ul>
  );
}
