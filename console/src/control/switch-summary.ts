import type { Overview, Switches } from '../api/index.ts';
import { formatCount } from '../format/index.ts';
import { strings } from '../strings.ts';

export interface SwitchSummary {
  readonly scope: 'unknown' | 'none' | 'some' | 'all';
  readonly word: string;
}

/** What the header says about writing. The switches are asked first: they know at once, the overview a moment later. */
export function summariseSwitches(switches: Switches | null, overview: Overview | null): SwitchSummary {
  if (switches === null && overview === null) return { scope: 'unknown', word: strings.switch.unknown };
  if (switches === null ? overview?.isPaused : switches.global.isPaused)
    return { scope: 'all', word: strings.switch.paused };
  const paused =
    switches === null
      ? (overview?.sites ?? []).filter((site) => site.isPaused).length
      : switches.sites.filter((state) => state.isPaused).length;
  if (paused === 0) return { scope: 'none', word: strings.switch.writing };
  const sites = strings.switch.sites(paused, formatCount(paused));
  return { scope: 'some', word: strings.switch.somePaused(sites) };
}
