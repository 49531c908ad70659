/** Numbers and times as the reader writes them: the browser's locale and time zone. */
const integer = new Intl.NumberFormat();
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const shortClock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const complete = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });
const unit = (name: string, digits: number, fewest = 0) =>
  new Intl.NumberFormat(undefined, {
    style: 'unit',
    unit: name,
    unitDisplay: 'narrow',
    minimumFractionDigits: fewest,
    maximumFractionDigits: digits,
  });
const milliseconds = unit('millisecond', 0);
const seconds = unit('second', 1, 1);
const minutes = unit('minute', 0);
const bytes = unit('byte', 0);
const kilobytes = unit('kilobyte', 1);

const pace = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 2 });

export const formatCount = (count: number): string => integer.format(count);

/** A rate, to two digits: nobody steers by more. */
export const formatPace = (rate: number): string => pace.format(rate);

export function formatDuration(durationMs: number): string {
  if (durationMs < 1_000) return milliseconds.format(durationMs);
  return durationMs < 120_000 ? seconds.format(durationMs / 1_000) : minutes.format(durationMs / 60_000);
}

export const formatBytes = (size: number): string =>
  size < 1_000 ? bytes.format(size) : kilobytes.format(size / 1_000);

const parse = (at: string | number): Date | null => {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? null : date;
};

/** The time of day; with the day when it is not today's. What is not a time is shown as it came. */
export function formatTime(at: string | number, now = new Date()): string {
  const date = parse(at);
  if (date === null) return String(at);
  return date.toDateString() === now.toDateString()
    ? clock.format(date)
    : `${day.format(date)}, ${shortClock.format(date)}`;
}

/** Date and time in full, for titles. */
export function formatFullTime(at: string | number): string {
  const date = parse(at);
  return date === null ? String(at) : complete.format(date);
}
