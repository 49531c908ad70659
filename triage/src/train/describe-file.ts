import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { DataFile } from './model-origin.ts';
import { unreadableFile } from './unreadable-file.ts';

/**
 * A file's name, size and hash; read as a stream.
 * @throws SignalboxError `configuration` when it cannot be read.
 */
export async function describeFile(path: string, signal?: AbortSignal): Promise<DataFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(path, { signal })) {
      hash.update(chunk);
      bytes += chunk.length;
    }
  } catch (cause) {
    signal?.throwIfAborted();
    throw unreadableFile(path, cause);
  }
  return { name: basename(path), sha256: hash.digest('hex'), bytes };
}
