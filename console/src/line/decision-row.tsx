import { Aspect, describeCertainty, fieldName, formatPercent } from '@signalbox/panel';
import { memo } from 'react';
import type { DecidedField, DecisionItem } from '../api/index.ts';
import { formatCount } from '../format/index.ts';
import { ExternalLink, reasonSentence, Time, ticketAspect, WriteStatus } from '../parts/index.ts';
import { strings } from '../strings.ts';

const shownFields = 3;

function Said({ field }: { readonly field: DecidedField }) {
  return (
    <li className="said">
      <span className="said-field">{fieldName(field.field)}</span>{' '}
      {field.label === null ? null : <strong className="said-label">{field.label}</strong>}{' '}
      <span className="said-probability">
        {field.probability === null ? null : (
          <span className="number">{formatPercent(field.probability)} </span>
        )}
        {describeCertainty(field.probability)}
      </span>
    </li>
  );
}

export interface DecisionRowProps {
  readonly item: DecisionItem;
  readonly href: string;
  readonly isOpen: boolean;
  /** Nothing is written to its site now. */
  readonly isPaused: boolean;
}

/** One decision. The whole row opens it; the key leads to the vendor. */
export const DecisionRow = memo(function DecisionRow({ item, href, isOpen, isPaused }: DecisionRowProps) {
  const statuses = [...new Set(item.actions.map((action) => action.status))];
  const predicted = item.fields.filter((field) => field.label !== null);
  const fields = predicted.length === 0 ? item.fields : predicted;
  return (
    <li className={`row ${isOpen ? 'row-open' : ''}`}>
      <span className="cell cell-time">
        <Time at={item.decidedAt} />
      </span>
      <span className="cell cell-ticket">
        {item.url === null ? (
          <span className="key-text">{item.ticketKey}</span>
        ) : (
          <ExternalLink href={item.url} className="key-text">
            {item.ticketKey}
          </ExternalLink>
        )}
        <span className="cell-site">{item.site}</span>
      </span>
      <span className="cell cell-decision">
        <a
          className="row-link"
          id={`open-${item.receiptId}`}
          href={href}
          aria-current={isOpen ? 'true' : undefined}
          data-row=""
        >
          <span className="sb-hidden">{strings.decisions.open(item.ticketKey)}: </span>
          <Aspect {...ticketAspect(item.route, item.actions)} />
        </a>
        <span className="reason">{reasonSentence(item.reason)}</span>
      </span>
      <ul className="cell cell-said">
        {fields.slice(0, shownFields).map((field) => (
          <Said key={field.field} field={field} />
        ))}
        {fields.length > shownFields ? (
          <li className="sb-quiet">
            {strings.decisions.moreFields(formatCount(fields.length - shownFields))}
          </li>
        ) : null}
      </ul>
      <span className="cell cell-write">
        {statuses.length === 0 ? <span className="sb-quiet">{strings.decisions.noWrite}</span> : null}
        {statuses.map((status) => (
          <WriteStatus key={status} status={status} isPaused={isPaused} />
        ))}
      </span>
    </li>
  );
});
