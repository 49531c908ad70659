import { parseTimestamp } from '../instance/index.ts';

/**
 * Turns stored times, which are UTC, into what people of a time zone see: display values are in the zone of whoever
 * asks, which is why an integration must not read times from them.
 *
 * @param timeZone IANA name
 */
export function localTime(timeZone: string): (stored: string) => string {
  if (timeZone === 'UTC') return (stored) => stored;
  // Sweden writes times as the platform does.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return (stored) => {
    const at = parseTimestamp(stored);
    return Number.isNaN(at) ? stored : format.format(at);
  };
}
