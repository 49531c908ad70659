import { Command } from '@commander-js/extra-typings';
import {
  classifyCommand,
  demoCommand,
  doctorCommand,
  evaluateCommand,
  pauseCommand,
  resumeCommand,
  sandboxCommand,
  startCommand,
  syncCommand,
  trainCommand,
} from './commands/index.ts';

/** The whole `signalbox` command. */
export function createProgram(): Command {
  return new Command('signalbox')
    .description(
      'AI triage for service desks on Jira and ServiceNow: embedded, explained, and suggest-only until you say otherwise.',
    )
    .version('0.1.0')
    .showHelpAfterError('(--help lists what there is)')
    .configureHelp({ sortSubcommands: false })
    .addCommand(demoCommand)
    .addCommand(startCommand)
    .addCommand(doctorCommand)
    .addCommand(pauseCommand)
    .addCommand(resumeCommand)
    .addCommand(trainCommand)
    .addCommand(evaluateCommand)
    .addCommand(classifyCommand)
    .addCommand(syncCommand)
    .addCommand(sandboxCommand);
}
