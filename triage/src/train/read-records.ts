import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { isSignalboxError, SignalboxError } from '@signalbox/sdk/errors';
import { csvRecords } from './csv-records.ts';
import type { BadRecord, DataRecord } from './data-record.ts';
import { jsonlRecords } from './jsonl-records.ts';
import { unreadableFile } from './unreadable-file.ts';

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(new Uint8Array(2), 0, 2, 0);
    return buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

/**
 * Rows of a JSONL or CSV file (`.csv`, `.tsv`), plain or gzip, as a stream: memory does not grow with the file.
 * @throws SignalboxError `configuration` when the file cannot be read, `unreadable` when its compression is damaged.
 */
export async function* readRecords(
  path: string,
  signal?: AbortSignal,
): AsyncGenerator<DataRecord | BadRecord> {
  const isCompressed = await isGzip(path).catch((cause: unknown) => {
    throw unreadableFile(path, cause);
  });
  const file = createReadStream(path, { signal });
  const bytes = isCompressed ? pipeline(file, createGunzip(), () => {}) : file;
  const isCsv = /\.[ct]sv(?:\.gz)?$/i.test(path);
  try {
    yield* isCsv ? csvRecords(bytes) : jsonlRecords(bytes);
  } catch (cause) {
    signal?.throwIfAborted();
    if (isSignalboxError(cause)) throw cause;
    throw new SignalboxError('unreadable', `The data file "${path}" is damaged.`, { cause });
  }
}
