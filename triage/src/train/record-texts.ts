import { SignalboxError } from '@signalbox/sdk/errors';
import { type BadRecord, type DataRecord, isBadRecord } from './data-record.ts';

/**
 * The texts among `records`: the string cells of `columns`, joined by a line break. Rows without one go to
 * `onBadRecord` with their line.
 * @throws SignalboxError `configuration` when no row has a text.
 */
export async function* recordTexts(
  records: AsyncIterable<DataRecord | BadRecord>,
  columns: readonly string[],
  onBadRecord: (record: BadRecord) => void,
): AsyncGenerator<string> {
  let found = 0;
  for await (const record of records) {
    if (isBadRecord(record)) {
      onBadRecord(record);
      continue;
    }
    const parts = columns
      .map((column) => record.values[column])
      .filter((value) => typeof value === 'string' && value.trim() !== '');
    if (parts.length === 0) {
      onBadRecord({ line: record.line, problem: 'no text' });
      continue;
    }
    found += 1;
    yield parts.join('\n');
  }
  if (found === 0) {
    throw new SignalboxError('configuration', `No row has a text in ${columns.join(' or ')}.`);
  }
}
