import { Command } from '@commander-js/extra-typings';
import { loadCommands } from './commands/index.ts';
import { exitCode } from './output/index.ts';

/**
 * The `signalbox` command.
 * @param name the subcommand that will be run, when it is known; for anything else the program has all of them
 */
export async function createProgram(name?: string): Promise<Command> {
  const program = new Command('signalbox')
    .description(
      'AI triage for service desks on Jira and ServiceNow: embedded, explained, and suggest-only until you say otherwise.',
    )
    .version('0.1.0')
    .showHelpAfterError('(--help lists what there is)')
    .configureHelp({ sortSubcommands: false })
    .exitOverride((error) => process.exit(error.exitCode === 0 ? exitCode.ok : exitCode.usage));
  for (const command of await loadCommands(name)) program.addCommand(command.copyInheritedSettings(program));
  return program;
}
