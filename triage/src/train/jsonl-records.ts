import type { BadRecord, DataRecord } from './data-record.ts';
import { lineBatches } from './lines.ts';

/** One line of JSONL: an object, or what is wrong with it. */
export function parseJsonLine(text: string, line: number): DataRecord | BadRecord {
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
      if (text.trim() !== '') yield parseJsonLine(text, line);
    }
  }
}
