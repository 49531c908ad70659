import { Aspect } from '@signalbox/panel';
import type { Route } from '@signalbox/triage/schema';
import { strings } from '../strings.ts';

const aspects: Readonly<Record<string, Route | undefined>> = {
  closed: 'apply',
  'half-open': 'suggest',
  open: 'escalate',
};

/** One signal for each kind of request: clear while it works, caution while one is tried, danger while none is sent. */
export function Circuits({ circuits }: { readonly circuits: Readonly<Record<string, string>> }) {
  return (
    <ul className="circuits">
      {Object.entries(circuits).map(([kind, status]) => (
        <li key={kind}>
          <span>{strings.governor.kinds[kind] ?? kind}</span>
          <Aspect route={aspects[status] ?? 'none'} word={strings.governor.circuitStatus[status] ?? status} />
        </li>
      ))}
    </ul>
  );
}
