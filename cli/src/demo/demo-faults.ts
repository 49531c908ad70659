import type { Fault } from '@signalbox/sdk/sandbox';

const writes = /^(PUT|PATCH) /;
const reads = /^GET /;

/** What goes wrong on the way, at each vendor: the ordinary trouble of a day, all in half a minute. */
export const demoFaults: readonly Fault[] = [
  // However few tickets there are, each of these is seen.
  { kind: 'webhook-duplicate', times: 1 },
  { kind: 'webhook-wrong-signature', times: 1 },
  { kind: 'webhook-duplicate', rate: 0.1 },
  { kind: 'webhook-wrong-signature', rate: 0.05 },
  { kind: 'webhook-reorder', rate: 0.03 },
  { kind: 'slow', delayMs: 400, times: 4, match: reads },
  { kind: 'server-error', times: 2, match: reads },
  { kind: 'unavailable', delayMs: 1_000, times: 1, match: reads },
  { kind: 'rate-limit-burst', delayMs: 1_000, times: 1, match: reads },
  { kind: 'cut-before-effect', times: 2, match: writes },
  { kind: 'cut-after-effect', times: 2, match: writes },
  { kind: 'late-effect', times: 1, delayMs: 1_000, match: writes },
];
