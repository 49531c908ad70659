const firstMs = 1_000;
const longestMs = 30_000;

/** How long to wait before trying again: doubling, at most half a minute, spread so that consoles do not come back all at once. */
export function retryDelayMs(failures: number, random: () => number = Math.random): number {
  const delay = Math.min(longestMs, firstMs * 2 ** Math.max(0, failures - 1));
  return Math.round(delay * (0.75 + random() * 0.25));
}
