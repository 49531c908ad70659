import { formatPercent } from '@signalbox/panel';
import type { Governor } from '../api/index.ts';
import { formatCount, formatPace, formatTime } from '../format/index.ts';
import { strings } from '../strings.ts';

const words = strings.governor;

/** What a governor says about one thing, in words and rounded for people. */
export interface GovernorGroup {
  readonly title: string;
  readonly lines: readonly { readonly name: string; readonly value: string }[];
}

function pace({ requestsPerSecond, throttle, running, heldTickets, shared }: Governor): GovernorGroup {
  const isTogether = shared !== null && (shared.processes > 1 || !shared.isReachable);
  return {
    title: words.pace,
    lines: [
      { name: words.allowed, value: words.perSecond(formatPace(requestsPerSecond)) },
      { name: words.throttle, value: throttle >= 1 ? words.fullPace : words.slowed(formatPercent(throttle)) },
      { name: words.running, value: formatCount(running) },
      ...(heldTickets === 0 ? [] : [{ name: words.heldTickets, value: formatCount(heldTickets) }]),
      ...(isTogether
        ? [{ name: words.shared, value: words.processes(shared.processes, shared.isReachable) }]
        : []),
    ],
  };
}

function quota({ quota: known }: Governor): GovernorGroup {
  if (known === null) return { title: words.quota, lines: [{ name: words.noQuota, value: '' }] };
  const { granted, used, remaining, limit, resetsAt, isNearLimit } = known;
  return {
    title: words.quota,
    lines: [
      { name: words.granted, value: words.of(formatCount(granted), formatCount(limit)) },
      { name: words.used, value: formatCount(used) },
      {
        name: words.remaining,
        value: remaining === null ? words.unknown : formatCount(remaining),
      },
      { name: words.resets, value: formatTime(resetsAt) },
      ...(isNearLimit ? [{ name: words.nearLimit, value: words.yes }] : []),
    ],
  };
}

/** What the vendor does not say and its refusals showed; nothing where there is none. */
function learned({ learned: limits }: Governor): readonly GovernorGroup[] {
  if (limits.length === 0) return [];
  const lines = limits.map(({ kind, limit, windowMs }) => ({
    name: kind === null ? words.allKinds : (words.kinds[kind] ?? kind),
    value: words.inTime(formatCount(Math.floor(limit)), formatCount(Math.round(windowMs / 1_000))),
  }));
  return [{ title: words.learned, lines }];
}

/** Everything but pauses and circuits, which are signals and not figures. */
export function governorGroups(governor: Governor): readonly GovernorGroup[] {
  const { waiting, totals } = governor;
  return [
    pace(governor),
    {
      title: words.queue,
      lines: Object.entries(waiting).map(([lane, count]) => ({
        name: words.lanes[lane] ?? lane,
        value: formatCount(count),
      })),
    },
    quota(governor),
    ...learned(governor),
    {
      title: words.totals,
      lines: [
        { name: words.requests, value: formatCount(totals.requests) },
        { name: words.repeats, value: formatCount(totals.repeats) },
        { name: words.rateLimited, value: formatCount(totals.rateLimited) },
        { name: words.failures, value: formatCount(totals.failures) },
      ],
    },
  ];
}

/** Why nothing is sent, and until when; null while requests may go. */
export function describePause({ pausedUntil, pauseReason }: Governor): string | null {
  if (pausedUntil === null) return null;
  return words.paused(formatTime(pausedUntil), words.pauseReasons[pauseReason ?? ''] ?? pauseReason);
}
