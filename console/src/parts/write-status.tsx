import { strings } from '../strings.ts';

/** The mark beside the word differs in shape: done, on its way, in question. */
const marks: Readonly<Record<string, { readonly tone: string; readonly path: string } | undefined>> = {
  applied: { tone: 'good', path: 'M2.5 6.5 5 9l4.5-6' },
  'already-applied': { tone: 'good', path: 'M2.5 6.5 5 9l4.5-6' },
  pending: { tone: 'open', path: 'M6 2.5V6l2.5 1.5M6 1a5 5 0 1 0 .01 0' },
  held: { tone: 'held', path: 'M4 2.5v7M8 2.5v7' },
  conflict: { tone: 'bad', path: 'M6 2v5M6 9v1' },
  rejected: { tone: 'bad', path: 'm3 3 6 6M9 3 3 9' },
  unknown: { tone: 'bad', path: 'M6 2v5M6 9v1' },
};

export interface WriteStatusProps {
  readonly status: string;
  /** Nothing is written to the site now: what waits is held. */
  readonly isPaused: boolean;
}

export function WriteStatus({ status: known, isPaused }: WriteStatusProps) {
  const status = known === 'pending' && isPaused ? 'held' : known;
  const { tone, path } = marks[status] ?? { tone: 'open', path: 'M2.5 6h7' };
  return (
    <span className={`write write-${tone}`}>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        <path d={path} />
      </svg>
      {strings.actionStatus[status] ?? status}
    </span>
  );
}
