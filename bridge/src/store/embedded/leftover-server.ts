import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, SignalboxError } from '@signalbox/sdk';
import { processName } from './process-identity.ts';

const stepMs = 25;
/** A server whose bridge was killed is shutting down by itself. */
const patienceMs = 4_000;
const stopMs = 20_000;

/** The pid in postmaster.pid when a PostgreSQL server really runs under it, else null. */
export async function serverPid(cluster: string): Promise<number | null> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  if (!Number.isInteger(pid) || pid <= 1) return null;
  return processName(pid) === 'postgres' ? pid : null;
}

/** PostgreSQL's fast shutdown: open transactions are rolled back, everything committed stays. */
export function interruptServer(pid: number): void {
  try {
    process.kill(pid, 'SIGINT');
  } catch (error) {
    // It has just ended by itself.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * Waits for the server of a bridge that died, and stops one that its guard can no longer stop. The caller holds
 * the directory's lock, so no living bridge uses it.
 */
export async function clearLeftoverServer(cluster: string, clock: Clock): Promise<void> {
  let waitedMs = 0;
  for (let pid = await serverPid(cluster); pid !== null; pid = await serverPid(cluster)) {
    if (waitedMs === patienceMs) interruptServer(pid);
    if (waitedMs >= patienceMs + stopMs) {
      throw new SignalboxError(
        'store-in-use',
        `A PostgreSQL server (pid ${pid}) still runs on ${cluster} and does not stop. Stop it, then start again.`,
      );
    }
    await clock.sleep(stepMs);
    waitedMs += stepMs;
  }
  await disownReusedPid(cluster);
}

/** No process has it on any system. */
const nobodysPid = 99_999_999;

/**
 * A stale file whose pid now belongs to another program would keep PostgreSQL from starting. Only the pid is
 * replaced: the file's other lines are how PostgreSQL notices orphans of the old server that still write.
 */
async function disownReusedPid(cluster: string): Promise<void> {
  const path = join(cluster, 'postmaster.pid');
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return;
  const pid = Number.parseInt(text, 10);
  const name = processName(pid);
  if (name !== null && name !== 'postgres') await writeFile(path, text.replace(/^-?\d+/, String(nobodysPid)));
}
