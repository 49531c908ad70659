import type { Reconciliation } from '@signalbox/bridge';

const differencesShown = 20;

type Kind = Reconciliation['differences'][number]['kind'];

const meanings: Readonly<Record<Kind, string>> = {
  'missing-here': 'at the service desk and not recorded here: backfill the range',
  'missed-change': 'changed there, and the change was not read: backfill the range',
  gone: 'recorded here and no longer there: deleted, or hidden from the account',
  moved: 'moved to another key',
  'not-in-search': 'there, but the service desk’s search does not show it',
  field: 'the same version, and another value',
  replaced: 'written by Signalbox and set to another value by a person since',
  lost: 'written by Signalbox, and another value is there that nobody has set',
  unexplained: 'written by Signalbox, and another value is there; history was not looked into',
};

export type Verdict = 'equal' | 'different' | 'not complete';

/** Whether all was compared, and whether something has to be mended. */
export function verdictOf(state: 'running' | 'complete' | 'failed', report: Reconciliation): Verdict {
  if (!report.isEqual) return 'different';
  return state === 'complete' ? 'equal' : 'not complete';
}

function table(rows: readonly (readonly (string | number)[])[]): readonly string[] {
  const texts = rows.map((row) => row.map(String));
  const widths = (texts[0] ?? []).map((_, column) =>
    Math.max(...texts.map((row) => row[column]?.length ?? 0)),
  );
  return texts.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}

const value = (shown: string | null | undefined): string | null =>
  shown === undefined ? null : (shown ?? 'empty');

function differenceLine({
  kind,
  ticketKey,
  path,
  source,
  recorded,
  written,
}: Reconciliation['differences'][number]): string {
  const values = [
    ['there', value(source)],
    ['recorded', value(recorded)],
    ['written', value(written)],
  ].flatMap(([name, text]) => (text === null ? [] : [`${name} ${text}`]));
  return `  ${ticketKey}${path === null ? '' : ` ${path}`}: ${kind}${values.length > 0 ? ` (${values.join(', ')})` : ''}`;
}

/** A reconciliation in words. */
export function describeReconciliation(report: Reconciliation): string {
  const { tickets, fields, written, byKind, differences } = report;
  const kinds = Object.entries(byKind) as [Kind, number][];
  const found = kinds.reduce((sum, [, count]) => sum + count, 0);
  return [
    `tickets  ${tickets.compared} compared, ${tickets.equal} equal, ${tickets.changedSince} changed since the last reading`,
    ...(fields.length === 0
      ? []
      : [
          '',
          ...table([
            ['field', 'compared', 'equal', 'different', 'not yet read', 'checksum there', 'checksum here'],
            ...fields.map((field) => [
              field.path,
              field.compared,
              field.equal,
              field.different,
              field.lacking,
              field.sourceChecksum,
              field.recordedChecksum,
            ]),
          ]),
        ]),
    ...(written.length === 0
      ? []
      : [
          '',
          ...table([
            ['written by Signalbox', 'tickets', 'still there', 'replaced by people', 'lost', 'unexplained'],
            ...written.map((row) => [
              row.path,
              row.written,
              row.kept,
              row.replaced,
              row.lost,
              row.unexplained,
            ]),
          ]),
        ]),
    ...(kinds.length === 0
      ? []
      : [
          '',
          ...kinds.map(([kind, count]) => `${count} × ${kind}: ${meanings[kind]}`),
          ...differences.slice(0, differencesShown).map(differenceLine),
          ...(found > differencesShown
            ? [`  and ${found - differencesShown} more (--json has up to 500)`]
            : []),
        ]),
  ].join('\n');
}
