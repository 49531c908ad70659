import { useEffect, useState } from 'react';
import { formatCount } from '../format/index.ts';
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

/** Whether what is shown is live. The countdown is for the eye; a screen reader hears the change alone. */
export function ConnectionState({ connection }: { readonly connection: Connection }) {
  const isWaiting = connection.state === 'waiting';
  const seconds = formatCount(useSecondsUntil(isWaiting ? connection.retryAt : null));
  const waiting = isWaiting && connection.isOffline ? strings.connection.offline : strings.connection.waiting;
  return (
    <p className={`connection connection-${connection.state}`}>
      <span className="connection-lamp" aria-hidden="true" />
      <span aria-hidden={isWaiting}>
        {connection.state === 'waiting' ? waiting(seconds) : strings.connection[connection.state]}
      </span>
      <span role="status" className="sb-hidden">
        {isWaiting ? strings.connection.lost : ''}
      </span>
    </p>
  );
}
