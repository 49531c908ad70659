import { rmSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDirectoryInUse } from '@signalbox/bridge/database';

const prefix = 'signalbox-demo-';
/** A younger one may be of a demo that is about to start its database. */
const youngMs = 60_000;

/** A folder for one demo. It holds tickets, so it must go with the demo, however that ends. */
export interface DemoDirectory {
  /** What the bridge's `database` says. */
  readonly database: string;
  remove(): Promise<void>;
}

const databaseIn = (directory: string): string => join(directory, 'database');
const thoroughly = { recursive: true, force: true, maxRetries: 5, retryDelay: 100 } as const;

/** What demos have left that were killed, or lost their machine. */
async function sweep(place: string): Promise<void> {
  for (const name of (await readdir(place)).filter((each) => each.startsWith(prefix))) {
    const directory = join(place, name);
    const { mtimeMs } = (await stat(directory).catch(() => null)) ?? { mtimeMs: Date.now() };
    if (Date.now() - mtimeMs < youngMs || (await isDirectoryInUse(databaseIn(directory)))) continue;
    // Another user's stays where it is.
    await rm(directory, thoroughly).catch(() => undefined);
  }
}

export async function createDemoDirectory(place = tmpdir()): Promise<DemoDirectory> {
  await sweep(place);
  const directory = await mkdtemp(join(place, prefix));
  // PostgreSQL runs as another user where this is run as root, and has to get through.
  await chmod(directory, 0o711);
  // A second Ctrl-C, or a closed pipe, ends the process without waiting for anything.
  const atExit = () => rmSync(directory, thoroughly);
  process.once('exit', atExit);
  return {
    database: `embedded:${databaseIn(directory)}`,
    async remove() {
      await rm(directory, thoroughly);
      process.off('exit', atExit);
    },
  };
}
