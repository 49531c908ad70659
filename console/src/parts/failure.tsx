import type { ApiError } from '../api/index.ts';
import { formatTime } from '../format/index.ts';
import { strings } from '../strings.ts';
import { Notice } from './notice.tsx';

export interface FailureProps {
  readonly error: ApiError;
  /** When what is still shown was loaded, in milliseconds since the epoch; null when nothing is shown. */
  readonly loadedAt: number | null;
  readonly onRetry: () => void;
  readonly onOtherToken?: () => void;
}

function describe(error: ApiError): { title: string; detail: string | null } {
  switch (error.kind) {
    case 'network':
      return { title: strings.failure.network, detail: strings.failure.networkHint };
    case 'unreadable':
      return {
        title: strings.failure.unreadable,
        detail: `${strings.failure.unreadableHint} (${error.message})`,
      };
    case 'unauthorized':
      return { title: strings.failure.unauthorized, detail: null };
    case 'forbidden':
      return { title: strings.token.forbidden, detail: error.problem?.detail ?? null };
    case 'missing':
      return {
        title: error.problem?.title ?? strings.failure.missing,
        detail: error.problem?.detail ?? null,
      };
    case 'problem':
      return {
        title: error.problem?.title ?? strings.failure.problem,
        detail: error.problem?.detail ?? error.message,
      };
  }
}

/** Why something could not be loaded, in the bridge's own words where it has any, and what to do. */
export function Failure({ error, loadedAt, onRetry, onOtherToken }: FailureProps) {
  const { title, detail } = describe(error);
  const isForbidden = error.kind === 'forbidden' && onOtherToken !== undefined;
  const action = isForbidden
    ? { label: strings.token.other, onClick: onOtherToken }
    : { label: strings.tryAgain, onClick: onRetry };
  return (
    <Notice title={title} tone="bad" action={error.kind === 'unauthorized' ? null : action}>
      {detail === null ? null : <p>{detail}</p>}
      {loadedAt === null ? null : <p>{strings.failure.stale(formatTime(loadedAt))}</p>}
    </Notice>
  );
}
