import { SuggestionView } from '@signalbox/panel';
import { type KeyboardEvent, useCallback, useEffect, useRef } from 'react';
import { decisionDetailSchema } from '../api/index.ts';
import { ExternalLink, Failure, Notice, Skeleton } from '../parts/index.ts';
import { useBridge, useResource } from '../state/index.ts';
import { strings } from '../strings.ts';
import { Receipt } from './receipt.tsx';
import { Writes } from './writes.tsx';

function Loading() {
  return (
    <div role="status" className="pane-loading">
      <span className="sb-hidden">{strings.pane.loading}</span>
      <Skeleton width="40%" />
      <Skeleton width="90%" />
      <Skeleton width="100%" />
      <Skeleton width="70%" />
      <Skeleton width="85%" />
    </div>
  );
}

export interface TicketPaneProps {
  readonly receiptId: string;
  readonly onClose: () => void;
}

/** One decision beside the line, not over it: nothing is trapped, Escape closes it, the address links to it. */
export function TicketPane({ receiptId, onClose }: TicketPaneProps) {
  const { client, pulse, isPaused, askForToken } = useBridge();
  const heading = useRef<HTMLHeadingElement | null>(null);
  const load = useCallback(
    (signal: AbortSignal) =>
      client.read(`api/v1/decisions/${encodeURIComponent(receiptId)}`, decisionDetailSchema, { signal }),
    [client, receiptId],
  );
  const { data, error, loadedAt, refresh } = useResource(load, pulse);

  useEffect(() => {
    if (receiptId !== '') heading.current?.focus({ preventScroll: true });
  }, [receiptId]);

  const key = data?.suggestion.ticketKey;
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
  };
  return (
    <section className="pane" aria-labelledby="pane-title" onKeyDown={closeOnEscape}>
      <header className="pane-head">
        <h2 id="pane-title" ref={heading} tabIndex={-1}>
          {key ?? strings.pane.ticket}
        </h2>
        <button type="button" className="button button-quiet" onClick={onClose}>
          {strings.close}
        </button>
      </header>
      {data === null && error === null ? <Loading /> : null}
      {error?.kind === 'missing' ? (
        <Notice title={strings.pane.missing} tone="bad">
          <p>{strings.pane.missingHint}</p>
        </Notice>
      ) : null}
      {error !== null && error.kind !== 'missing' ? (
        <Failure error={error} loadedAt={loadedAt} onRetry={refresh} onOtherToken={askForToken} />
      ) : null}
      {data === null ? null : (
        <div className="pane-body">
          <p className="pane-origin">
            <span>{data.suggestion.site}</span>
            {data.ticketUrl === null ? null : (
              <ExternalLink href={data.ticketUrl}>{strings.pane.open}</ExternalLink>
            )}
          </p>
          <SuggestionView suggestion={data.suggestion} maskedText={data.maskedText} />
          {data.maskedText === null ? <p className="sb-quiet">{strings.pane.noText}</p> : null}
          <Writes actions={data.actions} isPaused={isPaused(data.suggestion.site)} />
          <Receipt receipt={data.receipt} />
        </div>
      )}
    </section>
  );
}
