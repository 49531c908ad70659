import { useCallback, useRef, useState } from 'react';
import { deadLettersSchema } from '../api/index.ts';
import { Failure, Notice, Skeleton } from '../parts/index.ts';
import { useBridge, useResource } from '../state/index.ts';
import { strings } from '../strings.ts';
import { DeadLetterRow } from './dead-letter-row.tsx';

export function DeadLetters() {
  const { client, pulse, askForToken } = useBridge();
  const [message, setMessage] = useState('');
  const heading = useRef<HTMLHeadingElement | null>(null);
  const load = useCallback(
    (signal: AbortSignal) => client.read('api/v1/dead-letters', deadLettersSchema, { signal }),
    [client],
  );
  const { data, error, loadedAt, refresh } = useResource(load, pulse);
  const done = (text: string) => {
    setMessage(text);
    // The row with the focus is about to go.
    heading.current?.focus();
    refresh();
  };
  return (
    <section className="card" aria-labelledby="dead-letters-title">
      <h2 id="dead-letters-title" ref={heading} tabIndex={-1}>
        {strings.trouble.deadLetters}
      </h2>
      <p className="sb-quiet">{strings.trouble.deadLettersHint}</p>
      <p role="status" className="done">
        {message}
      </p>
      {error === null ? null : (
        <Failure error={error} loadedAt={loadedAt} onRetry={refresh} onOtherToken={askForToken} />
      )}
      {data === null && error === null ? <Skeleton width="60%" /> : null}
      {data?.items.length === 0 ? <Notice title={strings.trouble.noDeadLetters} /> : null}
      <ul className="letters">
        {data?.items.map((letter) => (
          <DeadLetterRow key={letter.id} letter={letter} onDone={done} />
        ))}
      </ul>
    </section>
  );
}
