import { Command } from '@commander-js/extra-typings';
import { bridgeAddress, parseTime, type Sync, startSync } from '../bridge-api/index.ts';
import { describeCertificate, exitCode, paint, printJson } from '../output/index.ts';
import { withBridgeOptions } from './bridge-options.ts';
import { followSync } from './follow-sync.ts';

const exitHelp =
  '\nExit status: 0 only when it is complete; 1 when it is not; 3 when bridge or service desk are out of reach; 130 after Ctrl-C.';

function show(site: string, sync: Sync): void {
  const isComplete = sync.state === 'complete';
  const mark = isComplete ? paint('green', '●') : paint('red', '■');
  console.error(`${mark} ${site}: ${sync.kind} ${sync.id} is ${isComplete ? 'complete' : 'not complete'}`);
  if (sync.certificate) console.log(describeCertificate(sync, sync.certificate));
  if (!isComplete) process.exitCode = exitCode.failed;
}

interface FollowOptions {
  readonly config: string;
  readonly url?: string | undefined;
  readonly token?: string | undefined;
  readonly json?: true | undefined;
  readonly follow?: string | undefined;
}

async function readSite(
  site: string,
  options: FollowOptions,
  wanted: Parameters<typeof startSync>[2],
): Promise<void> {
  const address = await bridgeAddress(options);
  const id = options.follow ?? (await startSync(address, site, wanted));
  const sync = await followSync({ address, site, id, command: wanted.kind });
  if (sync) show(site, sync);
  if (options.json) printJson(sync ?? { id, site, state: 'running' });
}

const followHelp = 'show one that is under way instead of starting one';

export const syncCommand = withBridgeOptions(
  new Command('sync')
    .description(
      'Reads what changed in a site by search, so that what a webhook missed is found; the running bridge does it.',
    )
    .argument('<site>', 'name of the site in the configuration')
    .option(
      '--from <time>',
      'what changed since then (default: where the last sync ended, else 24 hours ago)',
    )
    .option('--follow <id>', followHelp),
  'admin',
)
  .addHelpText('after', exitHelp)
  .action(async (site, options) => {
    const range = options.from === undefined ? {} : { from: parseTime('--from', options.from) };
    await readSite(site, options, { kind: 'sync', ...range });
  });

export const backfillCommand = withBridgeOptions(
  new Command('backfill')
    .description(
      'Reads any range of the past beside the live reading. Open tickets that are new to Signalbox get suggestions; nothing is written to the site.',
    )
    .argument('<site>', 'name of the site in the configuration')
    .option('--from <time>', 'what changed at or after this time')
    .option('--to <time>', 'and before this time (default: now)')
    .option('--follow <id>', followHelp),
  'admin',
)
  .addHelpText('after', exitHelp)
  .action(async (site, options, command) => {
    if (options.from === undefined && options.follow === undefined)
      command.error("error: required option '--from <time>' not specified");
    const range = {
      ...(options.from === undefined ? {} : { from: parseTime('--from', options.from) }),
      ...(options.to === undefined ? {} : { to: parseTime('--to', options.to) }),
    };
    await readSite(site, options, { kind: 'backfill', ...range });
  });
