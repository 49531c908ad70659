import { setTimeout as delay } from 'node:timers/promises';
import { Command } from '@commander-js/extra-typings';
import { SignalboxError } from '@signalbox/sdk';
import {
  type BridgeAddress,
  bridgeAddress,
  isBridgeAway,
  parseTime,
  readSync,
  type Sync,
  startSync,
} from '../bridge-api/index.ts';
import {
  createProgress,
  describeCertificate,
  describeProgress,
  exitCode,
  type Progress,
  paint,
  printJson,
} from '../output/index.ts';
import { untilInterrupted } from './until-interrupted.ts';

const lookEveryMs = 400;

/** Follows a sync to its end; null when the signal came first. */
async function follow(
  address: BridgeAddress,
  site: string,
  id: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<Sync | null> {
  while (!signal.aborted) {
    const sync = await readSync(address, site, id).catch((error: unknown) => {
      if (!isBridgeAway(error)) throw error;
      throw new SignalboxError(
        'network',
        `The bridge at ${address.url} went away. Sync ${id} goes on from its checkpoint when it is back: start it with "npm start", then see "signalbox sync ${site} --follow ${id}".`,
        { cause: error },
      );
    });
    if (sync.state !== 'running') return sync;
    progress.update(describeProgress(site, sync));
    await delay(lookEveryMs, undefined, { signal }).catch(() => undefined);
  }
  return null;
}

function show(site: string, sync: Sync, progress: Progress): void {
  const isComplete = sync.state === 'complete';
  const mark = isComplete ? paint('green', '●') : paint('red', '■');
  progress.done(`${mark} ${site}: sync ${sync.id} is ${isComplete ? 'complete' : 'not complete'}`);
  if (sync.certificate) console.log(describeCertificate(sync, sync.certificate));
}

export const syncCommand = new Command('sync')
  .description(
    'Reads what changed in a site by search, so that what a webhook missed is found; the running bridge does it.',
  )
  .argument('<site>', 'name of the site in the configuration')
  .option('--from <time>', 'what changed since then (default: where the last sync ended, else 24 hours ago)')
  .option('--follow <id>', 'show a sync that is under way instead of starting one')
  .option('--config <file>', 'configuration file', 'signalbox.config.ts')
  .option('--url <address>', 'address of the bridge (default: from the configuration)')
  .option('--token <token>', 'API token with the admin role (default: SIGNALBOX_TOKEN)')
  .option('--json', 'print one JSON object as the last line')
  .addHelpText(
    'after',
    '\nExit status: 0 only when the sync is complete; 1 when it is not; 130 after Ctrl-C.',
  )
  .action(async (site, options) => {
    const from = options.from === undefined ? undefined : parseTime(options.from);
    const address = await bridgeAddress(options);
    const stop = new AbortController();
    void untilInterrupted().then(() => stop.abort());
    const id = options.follow ?? (await startSync(address, site, from));
    const progress = createProgress();
    const sync = await follow(address, site, id, progress, stop.signal);
    if (sync === null) {
      progress.done(
        `Sync ${id} goes on in the bridge. See it again with: signalbox sync ${site} --follow ${id}`,
      );
      process.exitCode = exitCode.interrupted;
    } else {
      show(site, sync, progress);
      if (sync.state !== 'complete') process.exitCode = exitCode.failed;
    }
    if (options.json) printJson(sync ?? { id, site, state: 'running' });
  });
