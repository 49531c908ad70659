/** `YYYY-MM-DD HH:MM:SS`: how ServiceNow stores times, in UTC and to the second. */
const stored = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/;

/** ISO 8601 of a stored time; null for a blank or unreadable one. */
export function isoFromStored(value: string): string | null {
  const parts = stored.exec(value);
  if (!parts) return null;
  const [, year, month, day, hour, minute, second] = parts.map(Number);
  const isTime =
    month !== undefined &&
    day !== undefined &&
    hour !== undefined &&
    minute !== undefined &&
    second !== undefined &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    hour <= 23 &&
    minute <= 59 &&
    second <= 59;
  if (!isTime || day > daysIn(year ?? 0, month)) return null;
  return `${value.slice(0, 10)}T${value.slice(11)}.000Z`;
}

function daysIn(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** The stored form of an ISO 8601 time; parts of a second are cut off. Throws `RangeError` when it is no time. */
export function storedFromIso(iso: string): string {
  return storedFromTime(Date.parse(iso));
}

/** The stored form of milliseconds since the epoch. */
export function storedFromTime(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 19).replace('T', ' ');
}
