import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { strings } from '../strings.ts';

export interface TokenFormProps {
  /** A token was sent, and the bridge did not take it. */
  readonly isRejected: boolean;
  readonly onToken: (token: string) => void;
}

export function TokenForm({ isRejected, onToken }: TokenFormProps) {
  const [token, setToken] = useState('');
  const input = useRef<HTMLInputElement | null>(null);
  const id = useId();
  useEffect(() => input.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (token.trim() !== '') onToken(token.trim());
  };
  return (
    <main className="card token" aria-labelledby={`${id}-title`}>
      <h1 id={`${id}-title`}>{strings.token.title}</h1>
      <p>{strings.token.hint}</p>
      <p role="alert" className="token-rejected">
        {isRejected ? strings.token.rejected : ''}
      </p>
      <form onSubmit={submit}>
        <label htmlFor={id}>{strings.token.label}</label>
        <input
          id={id}
          ref={input}
          type="password"
          autoComplete="off"
          value={token}
          aria-describedby={`${id}-kept`}
          onChange={(event) => setToken(event.target.value)}
        />
        <button type="submit" className="button button-primary">
          {strings.token.submit}
        </button>
      </form>
      <p id={`${id}-kept`} className="sb-quiet">
        {strings.token.kept}
      </p>
    </main>
  );
}
