import { isUtf8 } from 'node:buffer';
import { pipeline, Readable } from 'node:stream';
import { SignalboxError } from '@signalbox/sdk';
import { CsvError, type InfoRecord, parse } from 'csv-parse';
import type { BadRecord, DataRecord } from './data-record.ts';
import { notUtf8 } from './jsonl-records.ts';

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

/** The parser reads any bytes as text, and what is not UTF-8 as U+FFFD: this notes in which lines that happens. */
class EncodingWatch {
  readonly #foreign = new Set<number>();
  #line = 0;

  /** Hands `chunks` on. */
  async *watch(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let rest: Uint8Array = new Uint8Array();
    for await (const chunk of chunks) {
      const end = chunk.lastIndexOf(0x0a) + 1;
      if (end === 0) rest = Buffer.concat([rest, chunk]);
      else {
        this.#note(Buffer.concat([rest, chunk.subarray(0, end)]));
        rest = chunk.subarray(end);
      }
      yield chunk;
    }
    this.#note(Buffer.from(rest));
  }

  /** Whether a row that ends on `line` is affected; asked for one row after the other. */
  take(line: number): boolean {
    const lines = [...this.#foreign].filter((foreign) => foreign <= line);
    for (const foreign of lines) this.#foreign.delete(foreign);
    return lines.length > 0;
  }

  #note(lines: Buffer): void {
    const isSound = isUtf8(lines);
    for (let from = 0; from < lines.length; ) {
      const end = lines.indexOf(0x0a, from) + 1 || lines.length;
      this.#line += 1;
      if (!isSound && !isUtf8(lines.subarray(from, end))) this.#foreign.add(this.#line);
      from = end;
    }
  }
}

/** @throws SignalboxError `configuration` for a name that stands twice: which of the two is meant cannot be told. */
function columnNames(header: readonly string[]): readonly string[] {
  const names = header.map((name) => name.trim());
  const repeated = names.find((name, index) => name !== '' && names.indexOf(name) !== index);
  if (repeated === undefined) return names;
  throw new SignalboxError('configuration', `The header names the column "${repeated}" twice: rename one.`);
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
  const encoding = new EncodingWatch();
  const parser = pipeline(
    Readable.from(encoding.watch(withHead(first.value, iterator))),
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
      const isForeign = encoding.take(info.lines);
      if (columns === undefined) columns = columnNames(record);
      else if (isForeign) yield { line: info.lines, problem: notUtf8 };
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
