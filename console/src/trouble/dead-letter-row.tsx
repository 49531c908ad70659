import { useEffect, useRef, useState } from 'react';
import { ApiError, type DeadLetter } from '../api/index.ts';
import { formatBytes } from '../format/index.ts';
import { Failure, Time } from '../parts/index.ts';
import { useBridge } from '../state/index.ts';
import { strings } from '../strings.ts';

export interface DeadLetterRowProps {
  readonly letter: DeadLetter;
  /** Told what was done, in words, before the list loads again. */
  readonly onDone: (message: string) => void;
}

/** One delivery that nobody understood. Dropping asks once; replaying is harmless and does not. */
export function DeadLetterRow({ letter, onDone }: DeadLetterRowProps) {
  const { client, askForToken } = useBridge();
  const [isAsking, setIsAsking] = useState(false);
  const [isSending, setIsSending] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: ApiError; readonly again: () => void } | null>(
    null,
  );
  const keep = useRef<HTMLButtonElement | null>(null);
  const path = `api/v1/dead-letters/${encodeURIComponent(letter.id)}`;

  useEffect(() => {
    if (isAsking) keep.current?.focus();
  }, [isAsking]);

  const act = async (request: () => Promise<void>, message: string): Promise<void> => {
    if (isSending) return;
    setIsSending(true);
    setFailure(null);
    try {
      await request();
      onDone(message);
    } catch (thrown) {
      const error = thrown instanceof ApiError ? thrown : new ApiError('unreadable', String(thrown));
      setFailure({ error, again: () => void act(request, message) });
    }
    setIsSending(false);
  };
  const replay = () => act(() => client.send(`${path}/replay`, { method: 'POST' }), strings.trouble.replayed);
  const drop = () => act(() => client.send(path, { method: 'DELETE' }), strings.trouble.dropped);

  return (
    <li className="letter">
      <Time at={letter.receivedAt} />
      <span className="letter-site">{letter.site}</span>
      <span className="letter-reason">{letter.reason}</span>
      <span className="number sb-quiet">{formatBytes(letter.bytes)}</span>
      {isAsking ? (
        <fieldset className="letter-actions">
          <legend>{strings.trouble.dropQuestion}</legend>
          <button type="button" className="button button-stop" onClick={() => void drop()}>
            {strings.trouble.dropNow}
          </button>
          <button ref={keep} type="button" className="button" onClick={() => setIsAsking(false)}>
            {strings.trouble.keep}
          </button>
        </fieldset>
      ) : (
        <span className="letter-actions">
          <button
            type="button"
            className="button"
            aria-label={strings.trouble.replayOf(letter.id)}
            aria-disabled={isSending}
            onClick={() => void replay()}
          >
            {strings.trouble.replay}
          </button>
          <button
            type="button"
            className="button button-quiet"
            aria-label={strings.trouble.dropOf(letter.id)}
            onClick={() => setIsAsking(true)}
          >
            {strings.trouble.drop}
          </button>
        </span>
      )}
      {failure === null ? null : (
        <Failure error={failure.error} loadedAt={null} onRetry={failure.again} onOtherToken={askForToken} />
      )}
    </li>
  );
}
