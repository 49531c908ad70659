import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { ApiError, type SwitchTurn } from '../api/index.ts';
import { Failure } from '../parts/index.ts';
import { useBridge } from '../state/index.ts';
import { strings } from '../strings.ts';

export interface SwitchFormProps {
  readonly site: string | null;
  readonly willPause: boolean;
  readonly onDone: () => void;
}

/** Asks for the reason, with one that will do already there, so that Enter is enough in a hurry. */
export function SwitchForm({ site, willPause, onDone }: SwitchFormProps) {
  const { client, refresh, askForToken } = useBridge();
  const input = useRef<HTMLInputElement | null>(null);
  const id = useId();
  const [reason, setReason] = useState<string>(
    willPause ? strings.switch.pauseReason : strings.switch.resumeReason,
  );
  const [isSending, setIsSending] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);

  useEffect(() => input.current?.select(), []);

  const turn = async () => {
    const body: SwitchTurn = { site, isPaused: willPause, reason: reason.trim() };
    setIsSending(true);
    setError(null);
    try {
      await client.send('api/v1/switch', { method: 'POST', body });
      refresh();
      onDone();
    } catch (thrown) {
      setError(thrown instanceof ApiError ? thrown : new ApiError('unreadable', String(thrown)));
      setIsSending(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isSending && reason.trim() !== '') void turn();
  };
  return (
    <form
      className="switch-form"
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onDone();
      }}
    >
      <label htmlFor={id}>{strings.switch.reason}</label>
      <input
        id={id}
        ref={input}
        value={reason}
        required
        onChange={(event) => setReason(event.target.value)}
      />
      <button
        type="submit"
        className={`button ${willPause ? 'button-stop' : 'button-go'}`}
        aria-disabled={isSending}
      >
        {willPause ? strings.switch.pauseNow : strings.switch.resumeNow}
      </button>
      <button type="button" className="button button-quiet" onClick={onDone}>
        {strings.cancel}
      </button>
      {error === null ? null : (
        <Failure error={error} loadedAt={null} onRetry={() => void turn()} onOtherToken={askForToken} />
      )}
    </form>
  );
}
