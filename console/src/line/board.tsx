import { AspectIcon, panelStrings } from '@signalbox/panel';
import type { Route } from '@signalbox/triage/schema';
import type { Figures, Flows, Overview } from '../api/index.ts';
import { formatCount } from '../format/index.ts';
import { ExternalLink, Skeleton } from '../parts/index.ts';
import { strings } from '../strings.ts';

const routeCounts: readonly (readonly [Route, keyof Flows])[] = [
  ['apply', 'applied'],
  ['suggest', 'suggested'],
  ['escalate', 'escalated'],
  ['none', 'none'],
];

function Stat({ label, value, route }: { label: string; value: number | null; route?: Route }) {
  return (
    <div className={`stat ${value === 0 ? 'stat-zero' : ''}`}>
      <dt>{label}</dt>
      <dd>
        {route === undefined ? null : <AspectIcon route={route} size={20} />}
        <span className="number">{value === null ? <Skeleton width="2.5ch" /> : formatCount(value)}</span>
      </dd>
    </div>
  );
}

/** What came in and went no further. */
function Intake({ figures }: { readonly figures: Figures | null }) {
  const flows = figures?.lastDay ?? null;
  const intake = [
    [flows?.duplicates ?? 0, strings.board.duplicates],
    [flows?.rejectedSignatures ?? 0, strings.board.rejected],
    [figures?.openDeadLetters ?? 0, strings.board.deadLetters],
  ] as const;
  const notable = intake.filter(([count]) => count > 0);
  if (notable.length === 0) return null;
  return (
    <p className="intake">{notable.map(([count, text]) => text(count, formatCount(count))).join(' · ')}</p>
  );
}

function Track({ figures }: { readonly figures: Figures | null }) {
  const flows = figures?.lastDay ?? null;
  return (
    <dl className="track">
      <Stat label={strings.board.received} value={flows?.received ?? null} />
      <Stat label={strings.board.decided} value={flows?.decided ?? null} />
      {routeCounts.map(([route, name]) => (
        <Stat key={route} label={panelStrings.routes[route]} value={flows?.[name] ?? null} route={route} />
      ))}
      <Stat label={strings.board.pending} value={figures?.pendingActions ?? null} />
      <Stat label={strings.board.failed} value={flows?.failedWrites ?? null} />
    </dl>
  );
}

/** A track for every site, from what came in to where it went, and one for all. */
export function Board({ overview }: { readonly overview: Overview | null }) {
  const sites = overview?.sites ?? [];
  return (
    <section className="card board" aria-labelledby="board-title">
      <h2 id="board-title">
        {strings.board.title} <span className="sb-quiet">{strings.board.since}</span>
      </h2>
      <ul className="tracks">
        {sites.length === 1 ? null : (
          <li className="track-row track-all">
            <div className="station">
              <p>{strings.board.all}</p>
              <Intake figures={overview?.total ?? null} />
            </div>
            <Track figures={overview?.total ?? null} />
          </li>
        )}
        {sites.map((site) => (
          <li key={site.site} className="track-row">
            <div className="station">
              <p>
                <ExternalLink href={site.baseUrl}>{site.site}</ExternalLink>{' '}
                {site.connector === site.site ? null : (
                  <span className="sb-quiet connector">{site.connector}</span>
                )}{' '}
                {site.isPaused ? <span className="tag tag-paused">{strings.board.paused}</span> : null}
              </p>
              <Intake figures={site} />
            </div>
            <Track figures={site} />
          </li>
        ))}
      </ul>
    </section>
  );
}
