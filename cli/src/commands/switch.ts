import { Command } from '@commander-js/extra-typings';
import { z } from 'zod';
import { bridgeAddress, callBridge } from '../bridge-api/index.ts';
import { paint, printJson } from '../output/index.ts';

const stateSchema = z.object({
  site: z.string().nullable(),
  isPaused: z.boolean(),
  by: z.string().nullable(),
  at: z.string().nullable(),
  reason: z.string().nullable(),
});
const switchesSchema = z.object({ global: stateSchema, sites: z.array(stateSchema) });

function switchCommand(name: 'pause' | 'resume', description: string) {
  return new Command(name)
    .description(description)
    .argument('[site]', 'one site; without it, all')
    .requiredOption('--reason <text>', 'why; kept with your name and the time')
    .option('--config <file>', 'configuration file', 'signalbox.config.ts')
    .option('--url <address>', 'address of the bridge (default: from the configuration)')
    .option('--token <token>', 'API token with the approver or admin role (default: SIGNALBOX_TOKEN)')
    .option('--json', 'print one JSON object as the last line')
    .action(async (site, options) => {
      const address = await bridgeAddress(options);
      const body = { site: site ?? null, isPaused: name === 'pause', reason: options.reason };
      const state = await callBridge(address, 'POST', '/api/v1/switch', switchesSchema, body);
      if (options.json) printJson(state);
      else if (name === 'pause')
        console.log(
          `${paint('red', '■ paused')}: nothing is written to ${site ?? 'any site'}, the outbox included, until you resume.`,
        );
      else
        console.log(
          `${paint('green', '▶ resumed')}: ${site ?? 'all sites'} may be written again, where policy allows.`,
        );
    });
}

export const pauseCommand = switchCommand(
  'pause',
  'The kill switch: stops every write within 5 s, for one site or all.',
);
export const resumeCommand = switchCommand('resume', 'Lets writes go on after a pause.');
