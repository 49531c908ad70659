import { useEffect, useState } from 'react';
import { formatCount, formatTime } from '../format/index.ts';
import type { Connection } from '../live/index.ts';
import { strings } from '../strings.ts';

/** The seconds until a moment, counted down while it is ahead. */
function useSecondsUntil(at: number | null): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (at === null) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [at]);
  return at === null ? 0 : Math.max(0, Math.ceil((at - now) / 1_000));
}

export interface ConnectionStateProps {
  readonly connection: Connection;
  readonly loadedAt: number | null;
}

/** Whether what is shown is live. The countdown is for the eye; a screen reader hears the change alone. */
export function ConnectionState({ connection, loadedAt }: ConnectionStateProps) {
  const isWaiting = connection.state === 'waiting';
  const seconds = formatCount(useSecondsUntil(isWaiting ? connection.retryAt : null));
  const waiting = isWaiting && connection.isOffline ? strings.connection.offline : strings.connection.waiting;
  return (
    <p className={`connection connection-${connection.state}`}>
      <span className="connection-lamp" aria-hidden="true" />
      <span aria-hidden={isWaiting}>
        {connection.state === 'waiting' ? waiting(seconds) : strings.connection[connection.state]}
      </span>
      {isWaiting && loadedAt !== null ? (
        <span className="as-of">{strings.connection.asOf(formatTime(loadedAt))}</span>
      ) : null}
      <span role="status" className="sb-hidden">
        {isWaiting ? strings.connection.lost : ''}
      </span>
    </p>
  );
}
