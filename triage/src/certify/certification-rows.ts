import { SignalboxError } from '@signalbox/sdk/errors';
import {
  type BadRecord,
  type DataRecord,
  type RowSelection,
  type TrainingRow,
  trainingRows,
} from '../train/index.ts';
import { type Part, parts } from './split-parts.ts';

export interface CertificationRow extends TrainingRow {
  /** Milliseconds since the epoch; null: the data has no times. */
  readonly time: number | null;
  /** As the data says; null: it does not, and the rows are still to be split. */
  readonly part: Part | null;
}

export interface CertificationSelection extends RowSelection {
  /** Column of when a ticket was created (anything `Date.parse` reads, or milliseconds); null: there is none. */
  readonly time: string | null;
  /** Column that says `train`, `calibrate`, `certify` or `report`; null: there is none. */
  readonly part: string | null;
}

// A column of the same name could be a target too.
const timeName = '\u0000time';
const partName = '\u0000part';

function readTime(written: string): number | null {
  const time = /^\d{10,}$/.test(written) ? Number(written) : Date.parse(written);
  return Number.isFinite(time) ? time : null;
}

function readPart(written: string): Part | null {
  return parts.find((part) => part === written) ?? null;
}

/**
 * The rows of a data file with their time and part. What cannot be used goes to `onBadRecord`; how many rows have no
 * readable time or part is told at the end.
 * @throws SignalboxError `configuration` when a column exists in no row.
 */
export async function* certificationRows(
  records: AsyncIterable<DataRecord | BadRecord>,
  { time, part, ...selection }: CertificationSelection,
  onBadRecord: (record: BadRecord) => void,
  onUnplaced: (rows: number) => void = () => {},
): AsyncGenerator<CertificationRow> {
  const targets = [
    ...selection.targets,
    ...(time === null ? [] : [{ name: timeName, column: time }]),
    ...(part === null ? [] : [{ name: partName, column: part }]),
  ];
  let row = 0;
  let unread = 0;
  for await (const { text, labels } of trainingRows(records, { ...selection, targets }, onBadRecord)) {
    row += 1;
    const { [timeName]: writtenTime, [partName]: writtenPart, ...rest } = labels;
    if (Object.keys(rest).length === 0) continue;
    const at = writtenTime === undefined ? null : readTime(writtenTime);
    const place = writtenPart === undefined ? null : readPart(writtenPart);
    if ((time !== null && at === null) || (part !== null && place === null)) {
      unread += 1;
      continue;
    }
    yield { text, labels: rest, time: at, part: place };
  }
  if (unread > 0) onUnplaced(unread);
  if (unread > 0 && unread === row) {
    const what = time === null ? `a part (${parts.join(', ')})` : 'a time like 2026-01-31T08:00:00Z';
    throw new SignalboxError('configuration', `No row has ${what} in the column "${part ?? time}".`);
  }
}
