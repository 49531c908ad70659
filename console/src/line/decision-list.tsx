import type { DecisionPage } from '../api/index.ts';
import { formatCount } from '../format/index.ts';
import { Failure, Notice, Skeleton } from '../parts/index.ts';
import { type Decisions, formatHash, noFilters, type Place, useBridge } from '../state/index.ts';
import { strings } from '../strings.ts';
import { DecisionFilters } from './decision-filters.tsx';
import { DecisionRow } from './decision-row.tsx';
import { moveBetweenRows } from './move-between-rows.ts';
import { useCalmList } from './use-calm-list.ts';

const skeletonRows = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

function LoadingRows() {
  return (
    <div className="rows" role="status">
      <span className="sb-hidden">{strings.decisions.loading}</span>
      {skeletonRows.map((row) => (
        <div key={row} className="row" aria-hidden="true">
          <Skeleton width="5ch" />
          <Skeleton width="9ch" />
          <Skeleton width="14ch" />
          <Skeleton width="70%" />
          <Skeleton width="8ch" />
        </div>
      ))}
    </div>
  );
}

interface RowsProps {
  readonly page: DecisionPage;
  readonly place: Place;
  readonly decisions: Decisions;
}

function Rows({ page, place, decisions }: RowsProps) {
  const { list, shown, waiting, release, pointer } = useCalmList(page.items);
  const { isPaused } = useBridge();
  const columns = strings.decisions.columns;
  return (
    <>
      <div className="row row-head" aria-hidden="true">
        <span>{columns.time}</span>
        <span>{columns.ticket}</span>
        <span>{columns.decision}</span>
        <span>{columns.model}</span>
        <span>{columns.write}</span>
      </div>
      {/* The button belongs to what the pointer is over: it must not go away when it is pointed at. */}
      <div {...pointer}>
        {waiting === 0 ? null : (
          <button type="button" className="fresh" onClick={release}>
            {strings.decisions.fresh(waiting, formatCount(waiting))}
          </button>
        )}
        <ol className="rows" ref={list} aria-label={strings.decisions.list} onKeyDown={moveBetweenRows}>
          {shown.map((item) => (
            <DecisionRow
              key={item.receiptId}
              item={item}
              href={formatHash({ ...place, page: 'line', receiptId: item.receiptId })}
              isOpen={place.receiptId === item.receiptId}
              isPaused={isPaused(item.site)}
            />
          ))}
        </ol>
      </div>
      <p className="older">
        {page.next === null ? (
          <span className="sb-quiet">{strings.decisions.all(formatCount(page.items.length))}</span>
        ) : (
          <button
            type="button"
            className="button"
            aria-disabled={decisions.isLoadingOlder}
            onClick={decisions.isLoadingOlder ? undefined : decisions.loadOlder}
          >
            {decisions.isLoadingOlder ? strings.decisions.loadingOlder : strings.decisions.older}
          </button>
        )}
      </p>
    </>
  );
}

export interface DecisionListProps {
  readonly decisions: Decisions;
  readonly place: Place;
  readonly sites: readonly string[];
  readonly onGo: (place: Place, options?: { readonly replace?: boolean }) => void;
}

export function DecisionList({ decisions, place, sites, onGo }: DecisionListProps) {
  const { askForToken } = useBridge();
  const { data, error, loadedAt, refresh } = decisions;
  const clear = () => onGo({ ...place, filters: noFilters }, { replace: true });
  return (
    <section className="card decisions" aria-labelledby="decisions-title">
      <div className="decisions-head">
        <h2 id="decisions-title">{strings.decisions.title}</h2>
        <DecisionFilters
          filters={place.filters}
          sites={sites}
          onChange={(filters) => onGo({ ...place, filters }, { replace: true })}
        />
      </div>
      {error === null || (data !== null && error.kind === 'network') ? null : (
        <Failure error={error} loadedAt={loadedAt} onRetry={refresh} onOtherToken={askForToken} />
      )}
      {data === null && error === null ? <LoadingRows /> : null}
      {data !== null && data.items.length === 0 ? (
        <Notice
          title={strings.decisions.nothingMatches}
          action={{ label: strings.decisions.clear, onClick: clear }}
        />
      ) : null}
      {data !== null && data.items.length > 0 ? (
        <Rows page={data} place={place} decisions={decisions} />
      ) : null}
    </section>
  );
}
