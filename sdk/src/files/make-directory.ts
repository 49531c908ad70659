import { access, constants, mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { SignalboxError } from '../errors/index.ts';

/** The directory and its parents as far as they are missing, outermost first. */
async function missingOf(directory: string): Promise<readonly string[]> {
  const found = await stat(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (found?.isDirectory()) return [];
  if (found) throw Object.assign(new Error('not a directory'), { code: 'ENOTDIR' });
  return [...(await missingOf(dirname(directory))), directory];
}

async function makeOne(directory: string): Promise<void> {
  await mkdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

/**
 * Makes a directory that files can be written into, with the parents that are missing. Returns what was made, outermost
 * first. Not Node's own `recursive`, which never comes back under `/proc`.
 * @throws SignalboxError `configuration`, in words for whoever named the directory.
 */
export async function makeDirectory(directory: string): Promise<readonly string[]> {
  const path = resolve(directory);
  try {
    const missing = await missingOf(path);
    for (const each of missing) await makeOne(each);
    await access(path, constants.W_OK);
    return missing;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new SignalboxError(
      'configuration',
      `Nothing can be written into the directory ${path} (${code}). Choose another, or make it yourself and give this user the right to write there.`,
      { cause },
    );
  }
}
