import { pipeline, Readable } from 'node:stream';
import { CsvError, type InfoRecord, parse } from 'csv-parse';
import type { BadRecord, DataRecord } from './data-record.ts';

interface Parsed {
  readonly record: readonly string[];
  readonly info: Pick<InfoRecord, 'lines'>;
}

/** In bytes. A quote that is never closed must not swallow memory. */
const longestRow = 16_000_000;

function lineOf(error: CsvError): number {
  return typeof error['lines'] === 'number' ? error['lines'] : 0;
}

/** The character that separates the columns of a header line. */
function delimiterOf(header: string): string {
  const candidates = [',', ';', '\t'].map((delimiter) => ({
    delimiter,
    count: header.split(delimiter).length,
  }));
  return candidates.reduce((best, other) => (other.count > best.count ? other : best)).delimiter;
}

/** Puts back what was read to look at the header. */
async function* withHead(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

/**
 * Rows of a CSV file (RFC 4180; comma, semicolon or tab) with a header. A row with too few or too many columns, or a
 * quote that is never closed, is a bad record with the line it ends on.
 */
export async function* csvRecords(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<DataRecord | BadRecord> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done === true) return;
  const header = new TextDecoder().decode(first.value).split(/\r?\n/, 1)[0] ?? '';
  const skipped: BadRecord[] = [];
  const parser = pipeline(
    Readable.from(withHead(first.value, iterator)),
    parse({
      bom: true,
      delimiter: delimiterOf(header),
      info: true,
      max_record_size: longestRow,
      relax_column_count: true,
      // A quote in the middle of a cell is a character like any other.
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      on_skip: (error) => {
        if (error instanceof CsvError) skipped.push({ line: lineOf(error), problem: error.message });
        return undefined;
      },
    }),
    // An error also ends the parser, and so reaches the loop below.
    () => {},
  );
  let columns: readonly string[] | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      yield* skipped.splice(0);
      if (columns === undefined) columns = record.map((name) => name.trim());
      else if (record.length === columns.length) {
        yield {
          line: info.lines,
          values: Object.fromEntries(columns.map((name, index) => [name, record[index]])),
        };
      } else {
        yield { line: info.lines, problem: `${record.length} columns instead of ${columns.length}` };
      }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    skipped.push({ line: lineOf(error), problem: error.message });
  }
  yield* skipped;
}
