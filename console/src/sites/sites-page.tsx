import type { Overview } from '../api/index.ts';
import { ExternalLink, Failure, Skeleton } from '../parts/index.ts';
import { type Resource, useBridge } from '../state/index.ts';
import { strings } from '../strings.ts';
import { GovernorState } from './governor-state.tsx';
import { Health } from './health.tsx';

/** The bridge's health, and how it stands with every site. */
export function SitesPage({ overview }: { readonly overview: Resource<Overview> }) {
  const { baseUrl, askForToken } = useBridge();
  const { data, error, loadedAt, refresh } = overview;
  return (
    <>
      <Health />
      {error === null ? null : (
        <Failure error={error} loadedAt={loadedAt} onRetry={refresh} onOtherToken={askForToken} />
      )}
      {data === null && error === null ? <Skeleton width="60%" /> : null}
      {data?.sites.length === 0 ? <p className="card">{strings.empty.noSites}</p> : null}
      <div className="sites">
        {data?.sites.map((site) => (
          <section key={site.site} className="card" aria-labelledby={`site-${site.site}`}>
            <h2 id={`site-${site.site}`}>
              {site.site} <span className="sb-quiet">{site.connector}</span>{' '}
              {site.isPaused ? <span className="tag tag-paused">{strings.board.paused}</span> : null}
            </h2>
            <dl className="lines lines-wide">
              <div>
                <dt>{strings.decisions.site}</dt>
                <dd>
                  <ExternalLink href={site.baseUrl}>{site.baseUrl}</ExternalLink>
                </dd>
              </div>
              <div>
                <dt>{strings.sites.webhook}</dt>
                <dd>
                  <code>{new URL(`webhooks/${encodeURIComponent(site.site)}`, baseUrl).href}</code>
                </dd>
              </div>
            </dl>
            <h3>
              {strings.sites.governor} <span className="sb-quiet">{strings.sites.governorHint}</span>
            </h3>
            <GovernorState site={site.site} />
          </section>
        ))}
      </div>
    </>
  );
}
