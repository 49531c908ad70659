import { useCallback } from 'react';
import { governorSchema } from '../api/index.ts';
import { formatCount } from '../format/index.ts';
import { Failure, Skeleton } from '../parts/index.ts';
import { useBridge, useResource } from '../state/index.ts';
import { strings } from '../strings.ts';
import { flattenState, type StateLine } from './flatten-state.ts';

function show(value: StateLine['value']): string {
  if (value === null) return strings.sites.none;
  if (typeof value === 'boolean') return value ? strings.sites.yes : strings.sites.no;
  return typeof value === 'number' ? formatCount(value) : value;
}

/** Queues, circuits and quota toward one vendor. */
export function GovernorState({ site }: { readonly site: string }) {
  const { client, pulse, askForToken } = useBridge();
  const load = useCallback(
    (signal: AbortSignal) =>
      client.read(`api/v1/sites/${encodeURIComponent(site)}/governor`, governorSchema, { signal }),
    [client, site],
  );
  const { data, error, loadedAt, refresh } = useResource(load, pulse);
  const lines = flattenState(data);
  if (error !== null && data === null && error.kind !== 'missing') {
    return <Failure error={error} loadedAt={loadedAt} onRetry={refresh} onOtherToken={askForToken} />;
  }
  if (data === null && error === null) return <Skeleton width="60%" />;
  if (lines.length === 0) return <p className="sb-quiet">{strings.sites.noGovernor}</p>;
  return (
    <dl className="lines">
      {lines.map((line) => (
        <div key={line.name}>
          <dt>{line.name}</dt>
          <dd className="number">{show(line.value)}</dd>
        </div>
      ))}
    </dl>
  );
}
