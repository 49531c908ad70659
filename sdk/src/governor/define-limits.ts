import type { Limits } from './limits.ts';

const defaults: Limits = {
  share: 0.25,
  requestsPerSecond: 10,
  maxConcurrent: 4,
  timeoutMs: 30_000,
  longestRequestMs: 10_000,
};

/** Limits that are careful with a vendor of whom little is known, and what is known of it. */
export function defineLimits(known: Partial<Limits> = {}): Limits {
  return { ...defaults, ...known };
}
