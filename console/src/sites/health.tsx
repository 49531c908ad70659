import { AspectIcon } from '@signalbox/panel';
import type { Route } from '@signalbox/triage/schema';
import { useCallback } from 'react';
import { type Check, readinessSchema } from '../api/index.ts';
import { Failure, Skeleton } from '../parts/index.ts';
import { useBridge, useResource } from '../state/index.ts';
import { strings } from '../strings.ts';

function aspectOf({ isReady, isRequired }: Check): Route {
  if (isReady) return 'apply';
  return isRequired ? 'escalate' : 'suggest';
}

/** What the bridge itself depends on. */
export function Health() {
  const { client, pulse, askForToken } = useBridge();
  const load = useCallback(
    (signal: AbortSignal) => client.read('readyz', readinessSchema, { signal, accept: [503] }),
    [client],
  );
  const { data, error, loadedAt, refresh } = useResource(load, pulse);
  return (
    <section className="card" aria-labelledby="health-title">
      <h2 id="health-title">
        {strings.sites.health} <span className="sb-quiet">{strings.sites.healthHint}</span>
      </h2>
      {error === null ? null : (
        <Failure error={error} loadedAt={loadedAt} onRetry={refresh} onOtherToken={askForToken} />
      )}
      {data === null && error === null ? <Skeleton width="60%" /> : null}
      {data === null ? null : (
        <ul className="checks">
          {data.checks.length === 0 ? <li className="sb-quiet">{strings.sites.noChecks}</li> : null}
          {data.checks.map((check) => (
            <li key={check.name}>
              <AspectIcon route={aspectOf(check)} size={24} />
              <strong>{strings.checks.names[check.name] ?? check.name}</strong>
              <span>
                {check.isReady
                  ? strings.sites.ready
                  : (strings.checks.missing[check.name] ?? strings.sites.notReady)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
