import { AspectIcon } from '@signalbox/panel';
import { useCallback } from 'react';
import { governorSchema } from '../api/index.ts';
import { Failure, Skeleton } from '../parts/index.ts';
import { useBridge, useResource } from '../state/index.ts';
import { strings } from '../strings.ts';
import { Circuits } from './circuits.tsx';
import { describePause, governorGroups } from './governor-groups.ts';

/** Queue, pace, quota and circuits toward one vendor. */
export function GovernorState({ site }: { readonly site: string }) {
  const { client, pulse, askForToken } = useBridge();
  const load = useCallback(
    (signal: AbortSignal) =>
      client.read(`api/v1/sites/${encodeURIComponent(site)}/governor`, governorSchema, { signal }),
    [client, site],
  );
  const { data, error, loadedAt, refresh } = useResource(load, pulse);
  if (data === null) {
    if (error === null) return <Skeleton width="60%" />;
    return <Failure error={error} loadedAt={loadedAt} onRetry={refresh} onOtherToken={askForToken} />;
  }
  const pause = describePause(data);
  return (
    <>
      {pause === null ? null : (
        <p className="held-back">
          <AspectIcon route="escalate" size={24} /> {pause}
        </p>
      )}
      <div className="groups">
        {governorGroups(data).map(({ title, lines }) => (
          <section key={title} className="group">
            <h4>{title}</h4>
            <dl className="lines">
              {lines.map(({ name, value }) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd className="number">{value}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <section className="group group-wide">
          <h4>{strings.governor.circuits}</h4>
          <Circuits circuits={data.circuits} />
        </section>
      </div>
    </>
  );
}
