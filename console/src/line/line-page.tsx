import type { Overview } from '../api/index.ts';
import { Failure } from '../parts/index.ts';
import { noFilters, type Place, type Resource, useBridge, useDecisions } from '../state/index.ts';
import { Board } from './board.tsx';
import { ChartsRow } from './charts-row.tsx';
import { DecisionList } from './decision-list.tsx';
import { EmptyLine } from './empty-line.tsx';
import { NoModel } from './no-model.tsx';

export interface LinePageProps {
  readonly overview: Resource<Overview>;
  readonly place: Place;
  readonly onGo: (place: Place, options?: { readonly replace?: boolean }) => void;
}

/** What goes through the line, live. */
export function LinePage({ overview, place, onGo }: LinePageProps) {
  const { askForToken } = useBridge();
  const decisions = useDecisions(place.filters);
  const sites = overview.data?.sites ?? [];
  const isUnfiltered = JSON.stringify(place.filters) === JSON.stringify(noFilters);
  const isEmpty =
    isUnfiltered &&
    overview.data !== null &&
    overview.data.total.lastDay.received === 0 &&
    decisions.data?.items.length === 0;
  const failure =
    overview.error === null ? null : (
      <Failure
        error={overview.error}
        loadedAt={overview.loadedAt}
        onRetry={overview.refresh}
        onOtherToken={askForToken}
      />
    );
  // Without anything to show, one failure says it for the whole page; while disconnected the header does.
  if (overview.data === null && decisions.data === null && failure !== null) return failure;
  const isKept = overview.data !== null && overview.error?.kind === 'network';
  return (
    <>
      {isKept ? null : failure}
      <NoModel />
      <Board overview={overview.data} />
      {isEmpty ? (
        <EmptyLine sites={sites} />
      ) : (
        <>
          <ChartsRow
            overview={overview.data}
            items={decisions.data?.items ?? null}
            nowMs={overview.loadedAt ?? Date.now()}
          />
          <DecisionList
            decisions={decisions}
            place={place}
            sites={sites.map((site) => site.site)}
            onGo={onGo}
          />
        </>
      )}
    </>
  );
}
