import { AspectIcon, panelStrings } from '@signalbox/panel';
import type { Route } from '@signalbox/triage/schema';
import type { Counts, Overview } from '../api/index.ts';
import { formatCount } from '../format/index.ts';
import { ExternalLink, Skeleton, Time } from '../parts/index.ts';
import { strings } from '../strings.ts';

const routeCounts: readonly (readonly [Route, keyof Counts])[] = [
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

function Track({ counts }: { readonly counts: Counts | null }) {
  const intake = [
    [counts?.duplicates ?? 0, strings.board.duplicates],
    [counts?.rejectedSignatures ?? 0, strings.board.rejected],
    [counts?.deadLetters ?? 0, strings.board.deadLetters],
  ] as const;
  const notable = intake.filter(([count]) => count > 0);
  return (
    <>
      <dl className="track">
        <Stat label={strings.board.received} value={counts?.received ?? null} />
        <Stat label={strings.board.decided} value={counts?.decided ?? null} />
        {routeCounts.map(([route, name]) => (
          <Stat key={route} label={panelStrings.routes[route]} value={counts?.[name] ?? null} route={route} />
        ))}
        <Stat label={strings.board.pending} value={counts?.writesPending ?? null} />
        <Stat label={strings.board.failed} value={counts?.writesFailed ?? null} />
      </dl>
      {notable.length === 0 ? null : (
        <p className="intake">
          {notable.map(([count, text]) => text(count, formatCount(count))).join(' · ')}
        </p>
      )}
    </>
  );
}

/** A track for every site, from what came in to where it went, and one for all. */
export function Board({ overview }: { readonly overview: Overview | null }) {
  const sites = overview?.sites ?? [];
  return (
    <section className="card board" aria-labelledby="board-title">
      <h2 id="board-title">
        {strings.board.title}{' '}
        {overview === null ? null : (
          <span className="sb-quiet since">
            {strings.board.since} <Time at={overview.since} />
          </span>
        )}
      </h2>
      <ul className="tracks">
        {sites.length === 1 ? null : (
          <li className="track-row track-all">
            <p className="station">{strings.board.all}</p>
            <Track counts={overview?.totals ?? null} />
          </li>
        )}
        {sites.map((site) => (
          <li key={site.name} className="track-row">
            <p className="station">
              <ExternalLink href={site.baseUrl}>{site.name}</ExternalLink>{' '}
              <span className="sb-quiet connector">{site.connector}</span>
              {site.isPaused ? <span className="tag tag-paused">{strings.board.paused}</span> : null}
            </p>
            <Track counts={site.counts} />
          </li>
        ))}
      </ul>
    </section>
  );
}
