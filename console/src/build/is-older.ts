import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const isNotThere = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** When the newest file under `path` was changed, in milliseconds since the epoch; 0 where there is nothing. */
async function newestChange(path: string): Promise<number> {
  try {
    const found = await stat(path);
    if (!found.isDirectory()) return found.mtimeMs;
    const names = await readdir(path);
    const times = await Promise.all(
      names.filter((name) => name !== 'node_modules').map((name) => newestChange(join(path, name))),
    );
    return Math.max(0, ...times);
  } catch (error) {
    if (isNotThere(error)) return 0;
    throw error;
  }
}

/** Whether `file` is missing or older than the newest of its sources; sources that do not exist do not count. */
export async function isOlder(file: string, sources: readonly string[]): Promise<boolean> {
  const [built, ...changed] = await Promise.all([file, ...sources].map(newestChange));
  return built === undefined || built === 0 || changed.some((time) => time > built);
}
