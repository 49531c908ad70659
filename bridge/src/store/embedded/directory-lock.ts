import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { SignalboxError } from '@signalbox/sdk';
import { z } from 'zod';
import { processStart } from './process-identity.ts';

const ownerSchema = z.object({
  pid: z.number().int(),
  startedAt: z.string().nullable(),
  host: z.string(),
  token: z.string(),
});
type Owner = z.infer<typeof ownerSchema>;

/** Held until released, or until the process dies in whatever way. */
export interface DirectoryLock {
  release(): Promise<void>;
}

const heartbeatMs = 5_000;
/** Another host's process cannot be looked up: its heartbeat must have been silent this long. */
const silenceMs = 20_000;

async function readOwner(path: string): Promise<Owner | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return ownerSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

async function isHeld(path: string, owner: Owner): Promise<boolean> {
  if (owner.host === hostname()) {
    const startedAt = processStart(owner.pid);
    return startedAt !== null && startedAt === owner.startedAt;
  }
  const held = await stat(path).catch(() => null);
  return held !== null && Date.now() - held.mtimeMs < silenceMs;
}

/**
 * Makes sure that one process at a time uses a directory.
 * @throws `store-in-use`, naming the process that has it.
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  const path = join(directory, 'owner.json');
  const owner: Owner = {
    pid: process.pid,
    startedAt: processStart(process.pid),
    host: hostname(),
    token: randomUUID(),
  };
  const draft = `${path}.${owner.token}`;
  await writeFile(draft, JSON.stringify(owner), { mode: 0o600 });
  try {
    // `link` fails when the name is taken, and the file behind it is complete from the first moment.
    while (!(await linkNew(draft, path))) await removeStale(path, owner.token);
  } finally {
    await rm(draft, { force: true });
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => undefined);
  }, heartbeatMs).unref();
  return {
    async release() {
      clearInterval(heartbeat);
      if ((await readOwner(path))?.token === owner.token) await rm(path, { force: true });
    },
  };
}

async function linkNew(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function removeStale(path: string, token: string): Promise<void> {
  const found = await readOwner(path);
  if (found !== null && (await isHeld(path, found))) {
    throw new SignalboxError(
      'store-in-use',
      `The data directory ${join(path, '..')} is in use by pid ${found.pid}${found.host === hostname() ? '' : ` on ${found.host}`}. Stop that Signalbox, or give this one a directory of its own: database: 'embedded:./other-directory'. Nothing was changed.`,
    );
  }
  // Renaming decides between two processes that both found the same dead owner.
  const aside = `${path}.stale-${token}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const moved = await readOwner(aside);
  if (moved !== null && moved.token !== found?.token) await link(aside, path).catch(() => undefined);
  await unlink(aside).catch(() => undefined);
}

/** True when a living process has the directory. */
export async function isDirectoryInUse(directory: string): Promise<boolean> {
  const path = join(directory, 'owner.json');
  const owner = await readOwner(path);
  return owner !== null && (await isHeld(path, owner));
}
