/** The platform's way to write a moment: `YYYY-MM-DD HH:MM:SS`, in UTC. */
export function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ');
}

/** Milliseconds since the epoch of such a moment (or a bare date); NaN for anything else. */
export function parseTimestamp(text: string): number {
  if (!/^\d{4}-\d{2}-\d{2}( \d{2}:\d{2}:\d{2})?$/.test(text)) return Number.NaN;
  return Date.parse(text.length === 10 ? `${text}T00:00:00Z` : `${text.replace(' ', 'T')}Z`);
}
