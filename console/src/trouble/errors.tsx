import { useCallback } from 'react';
import { errorsSchema } from '../api/index.ts';
import { formatCount } from '../format/index.ts';
import { Failure, Notice, Skeleton, Time } from '../parts/index.ts';
import { useBridge, useResource } from '../state/index.ts';
import { strings } from '../strings.ts';

export function Errors() {
  const { client, pulse, askForToken } = useBridge();
  const load = useCallback(
    (signal: AbortSignal) => client.read('api/v1/errors', errorsSchema, { signal }),
    [client],
  );
  const { data, error, loadedAt, refresh } = useResource(load, pulse);
  return (
    <section className="card" aria-labelledby="errors-title">
      <h2 id="errors-title">{strings.trouble.errors}</h2>
      <p className="sb-quiet">{strings.trouble.errorsHint}</p>
      {error === null ? null : (
        <Failure error={error} loadedAt={loadedAt} onRetry={refresh} onOtherToken={askForToken} />
      )}
      {data === null && error === null ? <Skeleton width="60%" /> : null}
      {data?.items.length === 0 ? <Notice title={strings.trouble.noErrors} /> : null}
      <ul className="errors">
        {data?.items.map((entry) => (
          <li key={entry.id}>
            <Time at={entry.lastAt} />
            <span>{entry.site ?? strings.trouble.everySite}</span>
            <span className="tag">{entry.code}</span>
            <span className="error-message">
              {entry.message}
              {entry.count > 1 ? (
                <span className="sb-quiet"> {strings.trouble.times(formatCount(entry.count))}</span>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
