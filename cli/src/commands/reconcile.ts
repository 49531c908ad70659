import { Command } from '@commander-js/extra-typings';
import { bridgeAddress, parseTime, readReconciliation, startSync } from '../bridge-api/index.ts';
import {
  describeCertificate,
  describeReconciliation,
  exitCode,
  paint,
  printJson,
  verdictOf,
} from '../output/index.ts';
import { withBridgeOptions } from './bridge-options.ts';
import { followSync } from './follow-sync.ts';

export const reconcileCommand = withBridgeOptions(
  new Command('reconcile')
    .description(
      'Compares, field by field, what the service desk has with what Signalbox has recorded of it and with what it wrote there: counts, checksums, differences. Reads only.',
    )
    .argument('<site>', 'name of the site in the configuration')
    .option('--from <time>', 'what changed at or after this time (default: all that is recorded)')
    .option('--to <time>', 'and before this time (default: now)')
    .option('--follow <id>', 'show one that is under way instead of starting one'),
  'admin',
)
  .addHelpText(
    'after',
    '\nExit status: 0 when all was compared and nothing has to be mended; 1 when something differs or could not be compared; 3 when bridge or service desk are out of reach; 130 after Ctrl-C.',
  )
  .action(async (site, options) => {
    const range = {
      ...(options.from === undefined ? {} : { from: parseTime('--from', options.from) }),
      ...(options.to === undefined ? {} : { to: parseTime('--to', options.to) }),
    };
    const address = await bridgeAddress(options);
    const id = options.follow ?? (await startSync(address, site, { kind: 'reconcile', ...range }));
    const sync = await followSync({ address, site, id, command: 'reconcile' });
    if (sync === null) {
      if (options.json) printJson({ id, site, state: 'running' });
      return;
    }
    const report = await readReconciliation(address, site, id);
    const verdict = verdictOf(sync.state, report);
    if (verdict !== 'equal') process.exitCode = exitCode.failed;
    console.error(`${verdict === 'equal' ? paint('green', '●') : paint('red', '■')} ${site}: ${verdict}`);
    console.log(describeReconciliation(report));
    if (sync.certificate && sync.state !== 'complete')
      console.log(describeCertificate(sync, sync.certificate));
    if (options.json) printJson({ ...sync, verdict, reconciliation: report });
  });
