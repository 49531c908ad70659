import { Aspect } from '@signalbox/panel';
import { useCallback, useEffect, useState } from 'react';
import { ApiError, syncsSchema } from '../api/index.ts';
import { Failure, Skeleton, Time } from '../parts/index.ts';
import { useBridge, useResource } from '../state/index.ts';
import { strings } from '../strings.ts';
import { describeSync } from './describe-sync.ts';

/** While one runs, its progress is asked for; no event tells of every page. */
const progressMs = 1_000;

export interface SyncStateProps {
  readonly site: string;
  /** Whether the reader may start one. */
  readonly isAdmin: boolean;
}

/** The last reading by search, with its completeness certificate in words, and a way to start another. */
export function SyncState({ site, isAdmin }: SyncStateProps) {
  const { client, pulse, askForToken } = useBridge();
  const path = `api/v1/sites/${encodeURIComponent(site)}/syncs`;
  const load = useCallback(
    (signal: AbortSignal) => client.read(`${path}?limit=1`, syncsSchema, { signal }),
    [client, path],
  );
  const { data, error, loadedAt, refresh } = useResource(load, pulse);
  const [refusal, setRefusal] = useState<ApiError | null>(null);
  const [isSending, setIsSending] = useState(false);
  const sync = data?.items[0] ?? null;
  const isRunning = sync?.state === 'running';

  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(refresh, progressMs);
    return () => clearInterval(timer);
  }, [isRunning, refresh]);

  const read = async () => {
    if (isSending || isRunning) return;
    setIsSending(true);
    setRefusal(null);
    try {
      await client.send(path, { method: 'POST', body: {} });
      refresh();
    } catch (thrown) {
      setRefusal(thrown instanceof ApiError ? thrown : new ApiError('unreadable', String(thrown)));
    }
    setIsSending(false);
  };

  if (data === null) {
    if (error === null) return <Skeleton width="60%" />;
    return <Failure error={error} loadedAt={loadedAt} onRetry={refresh} onOtherToken={askForToken} />;
  }
  const described = sync === null ? null : describeSync(sync);
  return (
    <div className="sync">
      <div className="sync-words" role="status">
        {sync === null || described === null ? <p className="sb-quiet">{strings.sync.never}</p> : null}
        {sync === null || described === null ? null : (
          <>
            <p className="sync-head">
              <Aspect route={described.aspect} word={described.word} />{' '}
              <span className="sb-quiet">
                <Time at={sync.finishedAt ?? sync.startedAt ?? sync.requestedAt} />
                {', '}
                {sync.origin === 'poll' ? strings.sync.bySchedule : strings.sync.by(sync.requestedBy)}
              </span>
            </p>
            {described.details.map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </>
        )}
      </div>
      {isAdmin ? (
        <button
          type="button"
          className="button"
          aria-label={strings.sync.readOf(site)}
          aria-disabled={isSending || isRunning}
          onClick={() => void read()}
        >
          {strings.sync.read}
        </button>
      ) : null}
      {refusal === null ? null : (
        <Failure error={refusal} loadedAt={null} onRetry={() => void read()} onOtherToken={askForToken} />
      )}
    </div>
  );
}
