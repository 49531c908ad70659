import { setTimeout as delay } from 'node:timers/promises';
import { SignalboxError } from '@signalbox/sdk';
import { type BridgeAddress, isBridgeAway, readSync, type Sync } from '../bridge-api/index.ts';
import { createProgress, describeProgress, exitCode, type Progress } from '../output/index.ts';
import { untilInterrupted } from './until-interrupted.ts';

const lookEveryMs = 400;

/** The reading that is followed, and the command that shows it again. */
export interface Followed {
  readonly address: BridgeAddress;
  readonly site: string;
  readonly id: string;
  /** `sync`, `backfill` or `reconcile`. */
  readonly command: string;
}

async function untilEnd(
  { address, site, id, command }: Followed,
  progress: Progress,
  signal: AbortSignal,
): Promise<Sync | null> {
  while (!signal.aborted) {
    const sync = await readSync(address, site, id).catch((error: unknown) => {
      if (!isBridgeAway(error)) throw error;
      throw new SignalboxError(
        'network',
        `The bridge at ${address.url} went away. It goes on from its checkpoint when the bridge is back: start it with "npm start", then see "signalbox ${command} ${site} --follow ${id}".`,
        { cause: error },
      );
    });
    if (sync.state !== 'running') return sync;
    progress.update(describeProgress(site, sync));
    await delay(lookEveryMs, undefined, { signal }).catch(() => undefined);
  }
  return null;
}

/** Shows a reading to its end; null after Ctrl-C, with which the exit status is set. The reading itself goes on. */
export async function followSync(followed: Followed): Promise<Sync | null> {
  const stop = new AbortController();
  void untilInterrupted().then(() => stop.abort());
  const progress = createProgress();
  const sync = await untilEnd(followed, progress, stop.signal);
  if (sync !== null) return sync;
  const { command, site, id } = followed;
  progress.done(`It goes on in the bridge. See it again with: signalbox ${command} ${site} --follow ${id}`);
  process.exitCode = exitCode.interrupted;
  return null;
}
