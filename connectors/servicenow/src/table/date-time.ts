/** `YYYY-MM-DD HH:MM:SS`: how ServiceNow stores times, in UTC and to the second. */
const stored = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})$/;

/** ISO 8601 of a stored time; null for a blank or unreadable one. */
export function isoFromStored(value: string): string | null {
  const parts = stored.exec(value);
  if (!parts) return null;
  const iso = `${parts[1]}T${parts[2]}.000Z`;
  const time = Date.parse(iso);
  // Date.parse rolls the 31st of a short month over: only what comes back unchanged was a date.
  return Number.isNaN(time) || new Date(time).toISOString() !== iso ? null : iso;
}

/** The stored form of an ISO 8601 time; parts of a second are cut off. Throws `RangeError` when it is no time. */
export function storedFromIso(iso: string): string {
  return storedFromTime(Date.parse(iso));
}

/** The stored form of milliseconds since the epoch. */
export function storedFromTime(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 19).replace('T', ' ');
}
