import type { BadRecord, DataRecord } from './data-record.ts';
import { type Line, lineBatches } from './lines.ts';

/** What is wrong with a row whose bytes are in another encoding; spreadsheets write such files unless told. */
export const notUtf8 = 'not UTF-8 (save the file as UTF-8)';

/** One line of JSONL: an object, or what is wrong with it. */
export function parseJsonLine(text: Line, line: number): DataRecord | BadRecord {
  if (text === null) return { line, problem: notUtf8 };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { line, problem: 'not valid JSON' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { line, problem: 'not a JSON object' };
  }
  return { line, values: value as Record<string, unknown> };
}

export async function* jsonlRecords(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<DataRecord | BadRecord> {
  let line = 0;
  for await (const lines of lineBatches(chunks)) {
    for (const text of lines) {
      line += 1;
      if (text?.trim() !== '') yield parseJsonLine(text, line);
    }
  }
}
