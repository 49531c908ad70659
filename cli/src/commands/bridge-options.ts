import type { Command, OptionValues } from '@commander-js/extra-typings';

/** What every command that asks a running bridge takes. */
export function withBridgeOptions<Arguments extends unknown[], Options extends OptionValues>(
  command: Command<Arguments, Options>,
  role: string,
) {
  return command
    .option('--config <file>', 'configuration file', 'signalbox.config.ts')
    .option('--url <address>', 'address of the bridge (default: from the configuration)')
    .option('--token <token>', `API token with the ${role} role (default: SIGNALBOX_TOKEN)`)
    .option('--json', 'print one JSON object as the last line');
}
