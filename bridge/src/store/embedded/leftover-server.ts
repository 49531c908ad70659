import { readFile, rm } from 'node:fs/promises';
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

/**
 * Waits for the server of a bridge that died, and stops one that its guard can no longer stop. The caller holds
 * the directory's lock, so no living bridge uses it.
 */
export async function clearLeftoverServer(cluster: string, clock: Clock): Promise<void> {
  let waitedMs = 0;
  for (let pid = await serverPid(cluster); pid !== null; pid = await serverPid(cluster)) {
    // SIGINT is PostgreSQL's fast shutdown.
    if (waitedMs === patienceMs) process.kill(pid, 'SIGINT');
    if (waitedMs >= patienceMs + stopMs) {
      throw new SignalboxError(
        'store-in-use',
        `A PostgreSQL server (pid ${pid}) still runs on ${cluster} and does not stop. Stop it, then start again.`,
      );
    }
    await clock.sleep(stepMs);
    waitedMs += stepMs;
  }
  // A stale file whose pid now belongs to another program would keep PostgreSQL from starting.
  await rm(join(cluster, 'postmaster.pid'), { force: true });
}
