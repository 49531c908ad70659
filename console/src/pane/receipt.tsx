import type { DecisionDetail } from '../api/index.ts';
import { formatFullTime } from '../format/index.ts';
import { strings } from '../strings.ts';

const rows = Object.entries(strings.pane.receiptRows) as readonly [
  keyof typeof strings.pane.receiptRows,
  string,
][];

/** The versions that a decision stands on: what an auditor needs to replay it. */
export function Receipt({ receipt }: { readonly receipt: DecisionDetail['receipt'] }) {
  return (
    <details className="receipt">
      <summary>{strings.pane.receipt}</summary>
      <dl>
        {rows.map(([name, label]) => {
          const value = receipt[name];
          return (
            <div key={name}>
              <dt>{label}</dt>
              <dd>
                {value === null ? strings.sites.none : name === 'decidedAt' ? formatFullTime(value) : value}
              </dd>
            </div>
          );
        })}
      </dl>
    </details>
  );
}
