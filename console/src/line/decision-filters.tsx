import { AspectIcon, panelStrings } from '@signalbox/panel';
import { routeSchema } from '@signalbox/triage/schema';
import { useEffect, useState } from 'react';
import { type Filters, noFilters } from '../state/index.ts';
import { strings } from '../strings.ts';

/** Typing settles for so long before the bridge is asked. */
const settleMs = 250;

export interface DecisionFiltersProps {
  readonly filters: Filters;
  readonly sites: readonly string[];
  readonly onChange: (filters: Filters) => void;
}

export function DecisionFilters({ filters, sites, onChange }: DecisionFiltersProps) {
  const [typed, setTyped] = useState(filters.key);
  const [seenKey, setSeenKey] = useState(filters.key);
  if (seenKey !== filters.key) {
    setSeenKey(filters.key);
    setTyped(filters.key);
  }

  useEffect(() => {
    if (typed === filters.key) return;
    const timer = setTimeout(() => onChange({ ...filters, key: typed }), settleMs);
    return () => clearTimeout(timer);
  }, [typed, filters, onChange]);

  const isFiltered = filters.site !== null || filters.route !== null || filters.key !== '';
  return (
    <search className="filters" aria-label={strings.decisions.filters}>
      <fieldset className="segments">
        <legend className="sb-hidden">{strings.decisions.columns.decision}</legend>
        {[null, ...routeSchema.options].map((route) => (
          <label key={route ?? 'all'} className="segment">
            <input
              type="radio"
              name="route"
              className="sb-hidden"
              checked={filters.route === route}
              onChange={() => onChange({ ...filters, route })}
            />
            <span>
              {route === null ? null : <AspectIcon route={route} size={16} />}
              {route === null ? strings.decisions.allRoutes : panelStrings.routes[route]}
            </span>
          </label>
        ))}
      </fieldset>
      {sites.length < 2 ? null : (
        <label className="field">
          <span className="sb-hidden">{strings.decisions.site}</span>
          <select
            value={filters.site ?? ''}
            onChange={(event) => onChange({ ...filters, site: event.target.value || null })}
          >
            <option value="">{strings.decisions.allSites}</option>
            {sites.map((site) => (
              <option key={site}>{site}</option>
            ))}
          </select>
        </label>
      )}
      <label className="field">
        <span className="sb-hidden">{strings.decisions.key}</span>
        <input
          type="search"
          value={typed}
          placeholder={strings.decisions.keyPlaceholder}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      {isFiltered ? (
        <button type="button" className="button button-quiet" onClick={() => onChange(noFilters)}>
          {strings.decisions.clear}
        </button>
      ) : null}
    </search>
  );
}
