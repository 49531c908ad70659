import { Argument, Command } from '@commander-js/extra-typings';
import { type CaseOutcome, runConformance } from '@signalbox/sdk/conformance';
import { loadConnector } from '../composition/index.ts';
import { exitCode, paint, printJson } from '../output/index.ts';

function describe(outcome: CaseOutcome): string {
  if (outcome.status === 'passed') return `${paint('green', 'pass')}  ${outcome.name}`;
  if (outcome.status === 'skipped') return `${paint('dim', 'skip')}  ${outcome.name}: ${outcome.message}`;
  const message = outcome.message.trimEnd().replaceAll('\n', '\n        ');
  return `${paint('red', 'FAIL')}  ${outcome.name}\n        ${message}`;
}

export const connectorTestCommand = new Command('test')
  .description(
    'Hold a connector to every promise of its capabilities, against its own sandbox and with faults.',
  )
  .addArgument(new Argument('<name>', "jira, servicenow, or the directory of a connector's package"))
  .option('--filter <text>', 'only cases whose name contains this')
  .option(
    '--json',
    'print {"run", "passed", "skipped"} as the last line; the cases go to standard error',
    false,
  )
  .addHelpText('after', '\nEnds with 1 when a case fails.')
  .action(async (name, options) => {
    const connector = await loadConnector(name);
    const print = (line: string): void =>
      void (options.json ? process.stderr : process.stdout).write(`${line}\n`);
    const report = await runConformance(connector, {
      ...(options.filter === undefined ? {} : { filter: options.filter }),
      onCase: (outcome) => print(describe(outcome)),
    });
    const { run, passed, skipped, failed } = report;
    print(
      paint('bold', `${connector.name}: ${passed} of ${run} passed, ${skipped.length} skipped`) +
        (run === 0 ? '. No case has that text in its name.' : ''),
    );
    if (options.json) printJson({ run, passed, skipped });
    if (failed.length > 0 || run === 0) process.exitCode = exitCode.failed;
  });
