import type { SiteOverview } from '../api/index.ts';
import { ExternalLink } from '../parts/index.ts';
import { useBridge } from '../state/index.ts';
import { strings } from '../strings.ts';
import { GovernorState } from './governor-state.tsx';
import { SyncState } from './sync-state.tsx';

export interface SiteCardProps {
  readonly site: SiteOverview;
  readonly isAdmin: boolean;
}

/** How the bridge stands with one site. */
export function SiteCard({ site, isAdmin }: SiteCardProps) {
  const { baseUrl } = useBridge();
  return (
    <section className="card" aria-labelledby={`site-${site.site}`}>
      <h2 id={`site-${site.site}`}>
        {site.site} {site.connector === site.site ? null : <span className="sb-quiet">{site.connector}</span>}{' '}
        {site.isPaused ? <span className="tag tag-paused">{strings.board.paused}</span> : null}
      </h2>
      <dl className="addresses-of-site">
        <dt>{strings.decisions.site}</dt>
        <dd>
          <ExternalLink href={site.baseUrl}>{site.baseUrl}</ExternalLink>
        </dd>
        <dt>{strings.sites.webhook}</dt>
        <dd>
          <code>{new URL(`webhooks/${encodeURIComponent(site.site)}`, baseUrl).href}</code>
        </dd>
      </dl>
      <h3>
        {strings.sync.title} <span className="sb-quiet">{strings.sync.hint}</span>
      </h3>
      <SyncState site={site.site} isAdmin={isAdmin} />
      <h3>
        {strings.governor.title} <span className="sb-quiet">{strings.governor.hint}</span>
      </h3>
      <GovernorState site={site.site} />
    </section>
  );
}
