import { Refusal } from '../http/index.ts';
import type { SearchContext } from './candidate.ts';
import { refuseFunction } from './searcher.ts';
import type { Operand } from './syntax.ts';

const unitMs: Readonly<Record<string, number>> = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000 };

const invalid = (text: string, name: string): Refusal =>
  new Refusal(400, [
    `Date value '${text}' for field '${name}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', ` +
      `'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.`,
  ]);

/**
 * The moment an operand names: milliseconds since the epoch, a wall-clock time to the minute in the time zone of
 * whoever asks, a distance from now, or a function. Throws a refusal in Jira's words.
 */
export function momentOf(operand: Operand, name: string, context: SearchContext): number | null {
  if (operand.kind === 'empty') return null;
  const now = context.state.now();
  if (operand.kind === 'function') return functionMoment(operand.name, operand.parameters[0], now, context);
  const text = operand.text.trim();
  if (/^-?\d+$/.test(text)) return Number(text);
  const local = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?: (\d{1,2}):(\d{2}))?$/.exec(text);
  if (local) {
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = local
      .slice(1)
      .map((part) => Number(part ?? 0));
    if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59) throw invalid(text, name);
    return context.state.zone(context.account.timeZone).fromLocal(year, month, day, hour, minute);
  }
  const distance = periodMs(text);
  if (distance === null) throw invalid(text, name);
  return now + distance;
}

/** `-5d`, `4w 2d`, `-1h 30m`: the sign is the whole period's. Null for what is none. */
export function periodMs(text: string): number | null {
  const match = /^([+-]?)((?:\d+[wdhm]\s*)+)$/.exec(text);
  if (!match?.[2]) return null;
  let sum = 0;
  for (const [, count, unit] of match[2].matchAll(/(\d+)([wdhm])/g))
    sum += Number(count) * (unitMs[unit ?? ''] ?? 0);
  return match[1] === '-' ? -sum : sum;
}

function functionMoment(
  name: string,
  parameter: string | undefined,
  now: number,
  context: SearchContext,
): number {
  const zone = context.state.zone(context.account.timeZone);
  const local = new Date(now + zone.offsetMinutes(now) * 60_000);
  const shift = parameter === undefined ? 0 : (periodMs(parameter) ?? 0);
  const year = local.getUTCFullYear();
  const month = local.getUTCMonth() + 1;
  const day = local.getUTCDate();
  switch (name.toLowerCase()) {
    case 'now':
    case 'currentlogin':
      return now;
    case 'startofday':
      return zone.fromLocal(year, month, day, 0, 0) + shift;
    case 'endofday':
      return zone.fromLocal(year, month, day + 1, 0, 0) - 1 + shift;
    case 'startofweek':
      return zone.fromLocal(year, month, day - local.getUTCDay(), 0, 0) + shift;
    case 'startofmonth':
      return zone.fromLocal(year, month, 1, 0, 0) + shift;
    case 'startofyear':
      return zone.fromLocal(year, 1, 1, 0, 0) + shift;
    default:
      throw refuseFunction(name);
  }
}
