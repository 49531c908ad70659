import type { Switches } from '../api/index.ts';
import { Failure, Skeleton } from '../parts/index.ts';
import { type Resource, useBridge } from '../state/index.ts';
import { strings } from '../strings.ts';
import { SwitchRow } from './switch-row.tsx';

export interface SwitchBoardProps {
  readonly switches: Resource<Switches>;
  readonly sites: readonly string[];
  readonly id: string;
}

/** The kill switch: one for all, one for each site. */
export function SwitchBoard({ switches, sites, id }: SwitchBoardProps) {
  const { askForToken } = useBridge();
  const { data, error, loadedAt, refresh } = switches;
  const names = [...new Set([...sites, ...(data?.sites ?? []).flatMap(({ site }) => site ?? [])])];
  return (
    <section className="switch-board" id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{strings.switch.title}</h2>
      <p className="sb-quiet">{strings.switch.explanation}</p>
      {error === null ? null : (
        <Failure error={error} loadedAt={loadedAt} onRetry={refresh} onOtherToken={askForToken} />
      )}
      {data === null ? (
        error === null && <Skeleton width="60%" />
      ) : (
        <ul>
          <SwitchRow site={null} state={data.global} isOverruled={false} />
          {names.map((name) => (
            <SwitchRow
              key={name}
              site={name}
              state={data.sites.find(({ site }) => site === name) ?? null}
              isOverruled={data.global.isPaused}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
