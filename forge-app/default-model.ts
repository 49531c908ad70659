import { readFile } from 'node:fs/promises';
import { defaultModelDirectory } from '@signalbox/triage/model';

/** The shipped model's files. Outside Forge they are read here; the app's bundle holds them instead (build.ts). */
export async function defaultModel(): Promise<{ readonly json: string; readonly weights: Uint8Array }> {
  const [json, weights] = await Promise.all([
    readFile(new URL('model.json', defaultModelDirectory), 'utf8'),
    readFile(new URL('weights.bin', defaultModelDirectory)),
  ]);
  return { json, weights };
}
