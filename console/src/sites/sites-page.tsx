import { useCallback } from 'react';
import { callerSchema, type Overview } from '../api/index.ts';
import { Failure, Skeleton } from '../parts/index.ts';
import { type Resource, useBridge, useResource } from '../state/index.ts';
import { strings } from '../strings.ts';
import { Health } from './health.tsx';
import { SiteCard } from './site-card.tsx';

/** The bridge's health, and how it stands with every site. */
export function SitesPage({ overview }: { readonly overview: Resource<Overview> }) {
  const { client, askForToken } = useBridge();
  const { data, error, loadedAt, refresh } = overview;
  const caller = useResource(
    useCallback((signal: AbortSignal) => client.read('api/v1/me', callerSchema, { signal }), [client]),
    0,
  );
  const isAdmin = caller.data?.roles.includes('admin') ?? false;
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
          <SiteCard key={site.site} site={site} isAdmin={isAdmin} />
        ))}
      </div>
    </>
  );
}
