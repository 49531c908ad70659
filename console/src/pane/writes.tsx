import { fieldName } from '@signalbox/panel';
import type { ActionDetail } from '../api/index.ts';
import { formatCount } from '../format/index.ts';
import { reasonSentence, Time, WriteStatus } from '../parts/index.ts';
import { strings } from '../strings.ts';

export interface WritesProps {
  readonly actions: readonly ActionDetail[];
  /** Nothing is written to the site now. */
  readonly isPaused: boolean;
}

/** What was, or will be, written for a decision. */
export function Writes({ actions, isPaused }: WritesProps) {
  return (
    <section aria-labelledby="writes-title">
      <h3 id="writes-title">{strings.pane.writes}</h3>
      {actions.length === 0 ? <p className="sb-quiet">{strings.pane.noWrites}</p> : null}
      <ul className="writes">
        {actions.map((action) => (
          <li key={action.id}>
            <p className="write-head">
              <strong>{strings.actionKinds[action.kind] ?? action.kind}</strong>{' '}
              <WriteStatus status={action.status} isPaused={isPaused} />
            </p>
            {action.reason === null ? null : <p>{reasonSentence(action.reason)}</p>}
            <ul className="changes">
              {action.change?.fields?.map((field) => (
                <li key={field.path}>
                  {fieldName(field.path)}: {strings.pane.from} {field.from?.label ?? strings.pane.nothing}{' '}
                  {strings.pane.to} <strong>{field.to?.label ?? strings.pane.nothing}</strong>
                </li>
              ))}
            </ul>
            <p className="sb-quiet">
              <Time at={action.createdAt} /> ·{' '}
              {strings.pane.attempts(action.attempts, formatCount(action.attempts))}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
