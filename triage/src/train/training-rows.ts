import { SignalboxError } from '@signalbox/sdk/errors';
import { type BadRecord, type DataRecord, isBadRecord } from './data-record.ts';
import type { TrainingRow } from './training-row.ts';

/** Which columns of a data file are what. */
export interface RowSelection {
  /** Columns of the text; joined by a line break where there are several. */
  readonly text: readonly string[];
  readonly targets: readonly { readonly name: string; readonly column: string }[];
  /** Columns by which rows are grouped; a row without a value is in no group. */
  readonly segments?: readonly string[] | undefined;
  /** Only rows with these values. */
  readonly where: readonly { readonly column: string; readonly value: string }[];
}

const plainTypes: readonly string[] = ['string', 'number', 'boolean'];

/** A plain value as text; undefined when the cell is empty, null when it holds something that is no plain value. */
function plainValue(value: unknown): string | undefined | null {
  if (value === undefined || value === null) return undefined;
  if (!plainTypes.includes(typeof value)) return null;
  const text = String(value).trim();
  return text === '' ? undefined : text;
}

function rowOf({ line, values }: DataRecord, selection: RowSelection): TrainingRow | BadRecord {
  const parts: string[] = [];
  for (const column of selection.text) {
    const text = plainValue(values[column]);
    if (text === null) return { line, problem: `the text column "${column}" holds no plain value` };
    if (text !== undefined) parts.push(text);
  }
  if (parts.length === 0) return { line, problem: 'no text' };
  const labels: Record<string, string> = {};
  for (const { name, column } of selection.targets) {
    const label = plainValue(values[column]);
    if (label === null) return { line, problem: `the target column "${column}" holds no plain value` };
    if (label !== undefined) labels[name] = label;
  }
  if (Object.keys(labels).length === 0) return { line, problem: 'no label' };
  const text = parts.join('\n');
  if (selection.segments === undefined) return { text, labels };
  const segments = selection.segments.flatMap((column) => {
    const value = plainValue(values[column]);
    return typeof value === 'string' ? [[column, value] as const] : [];
  });
  return { text, labels, segments: Object.fromEntries(segments) };
}

/**
 * The labelled texts among `records`. Rows that cannot be used go to `onBadRecord` with their line.
 * @throws SignalboxError `configuration` when a column exists in no row; it names the columns there are.
 */
export async function* trainingRows(
  records: AsyncIterable<DataRecord | BadRecord>,
  selection: RowSelection,
  onBadRecord: (record: BadRecord) => void,
): AsyncGenerator<TrainingRow> {
  const wanted = new Set([
    ...selection.text,
    ...selection.targets.map(({ column }) => column),
    ...(selection.segments ?? []),
    ...selection.where.map(({ column }) => column),
  ]);
  const seen = new Set<string>();
  let matched = 0;
  for await (const record of records) {
    if (isBadRecord(record)) {
      onBadRecord(record);
      continue;
    }
    for (const column of Object.keys(record.values)) seen.add(column);
    if (!selection.where.every(({ column, value }) => plainValue(record.values[column]) === value)) continue;
    matched += 1;
    const row = rowOf(record, selection);
    if ('problem' in row) onBadRecord(row);
    else yield row;
  }
  if (seen.size === 0) {
    throw new SignalboxError('configuration', 'The data holds no row that can be read.');
  }
  const missing = [...wanted].filter((column) => !seen.has(column));
  if (missing.length > 0) {
    throw new SignalboxError(
      'configuration',
      `The data has no column ${missing.map((column) => `"${column}"`).join(', ')}; it has the columns ${[...seen].sort().join(', ')}.`,
    );
  }
  if (matched === 0 && selection.where.length > 0) {
    const filter = selection.where.map(({ column, value }) => `${column}=${value}`).join(' and ');
    throw new SignalboxError('configuration', `No row has ${filter}.`);
  }
}
