import type { Route } from '@signalbox/triage/schema';
import { panelStrings } from './strings.ts';

/** The lit lamp differs in place and in shape, so that nobody depends on its colour. */
const lamps = {
  apply: <circle className="sb-lamp sb-lamp-apply" cx="9" cy="6.5" r="3.6" />,
  suggest: <path className="sb-lamp sb-lamp-suggest" d="M9 8.6 12.9 12.5 9 16.4 5.1 12.5z" />,
  escalate: <rect className="sb-lamp sb-lamp-escalate" x="5.6" y="15.1" width="6.8" height="6.8" rx="0.6" />,
  none: null,
} as const;

const places = [
  ['apply', 6.5],
  ['suggest', 12.5],
  ['escalate', 18.5],
] as const;

/** A three-aspect signal: clear for applied, caution for suggested, danger for escalated, dark for nothing to do. */
export function AspectIcon({ route, size = 22 }: { readonly route: Route; readonly size?: number }) {
  return (
    <svg
      className="sb-aspect-icon"
      viewBox="0 0 18 25"
      height={size}
      width={(size * 18) / 25}
      aria-hidden="true"
    >
      <rect className="sb-housing" x="2" y="0.75" width="14" height="23.5" rx="6" />
      {places.map(([place, y]) =>
        place === route ? null : <circle key={place} className="sb-lamp-unlit" cx="9" cy={y} r="1.7" />,
      )}
      {lamps[route]}
    </svg>
  );
}

export interface AspectProps {
  readonly route: Route;
  /** Default: the word for the route of a ticket. */
  readonly word?: string;
}

/** Signal and word. */
export function Aspect({ route, word = panelStrings.routes[route] }: AspectProps) {
  return (
    <span className={`sb-aspect sb-aspect-${route}`}>
      <AspectIcon route={route} />
      <span className="sb-aspect-word">{word}</span>
    </span>
  );
}
