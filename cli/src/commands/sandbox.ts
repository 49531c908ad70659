import { Argument, Command, Option } from '@commander-js/extra-typings';
import { createJiraSandbox } from '@signalbox/connector-jira/sandbox';
import { createServiceNowSandbox } from '@signalbox/connector-servicenow/sandbox';
import { SignalboxError } from '@signalbox/sdk';
import { type Fault, faultKinds, type Sandbox, serveSandbox, withControls } from '@signalbox/sdk/sandbox';
import { paint, printJson } from '../output/index.ts';
import { portNumber, positiveNumber, webAddress } from './option-values.ts';
import { untilInterrupted } from './until-interrupted.ts';

interface LimitOptions {
  readonly limits: boolean;
  readonly requestsPerHour?: number | undefined;
}

/** Jira has the limits that Atlassian documents; ServiceNow has those its admin sets, so none unless asked for. */
const factories = {
  jira: (baseUrl: string, { limits }: LimitOptions) =>
    createJiraSandbox({ baseUrl, ...(limits ? { limits: 'documented' as const } : {}) }),
  servicenow: (baseUrl: string, { limits, requestsPerHour }: LimitOptions) =>
    createServiceNowSandbox({
      baseUrl,
      ...(limits && requestsPerHour ? { rateLimit: { requestsPerHour } } : {}),
    }),
};

/** `KIND`, `KIND:TIMES` or `KIND@RATE` (0-1). */
function parseFault(text: string): Fault {
  const match = /^([a-z-]+)(?::(\d+)|@(0?\.\d+|1))?$/.exec(text);
  const kind = faultKinds.find((known) => known === match?.[1]);
  if (!match || !kind) {
    throw new SignalboxError(
      'configuration',
      `"${text}" is no fault. Write KIND, KIND:TIMES or KIND@RATE, with KIND one of ${faultKinds.join(', ')}.`,
    );
  }
  return {
    kind,
    ...(match[2] ? { times: Number(match[2]) } : {}),
    ...(match[3] ? { rate: Number(match[3]) } : {}),
  };
}

function describe(sandbox: Sandbox, url: string): string {
  const credentials = Object.entries(sandbox.credentials).map(
    ([name, value]) => `  ${name.padEnd(16)} ${value}`,
  );
  return [
    paint('bold', url),
    ...credentials,
    `  ${'webhookSecret'.padEnd(16)} ${sandbox.webhookSecret}`,
    paint(
      'dim',
      '  Faults on demand, the journal and tickets: see --help. Ctrl-C stops it; nothing is kept.',
    ),
  ].join('\n');
}

export const sandboxCommand = new Command('sandbox')
  .description(
    'A vendor to develop against: stateful, validating, with limits, webhooks and faults on demand.',
  )
  .addArgument(new Argument('<vendor>', 'which one').choices(['jira', 'servicenow'] as const))
  .addOption(new Option('--port <number>', 'port; 0 takes a free one').argParser(portNumber).default(0))
  .option('--webhook <url>', 'where to send webhooks', webAddress)
  .option(
    '--fault <fault...>',
    'KIND, KIND:TIMES or KIND@RATE; may be repeated',
    (text: string, faults: readonly Fault[] | undefined) => [...(faults ?? []), parseFault(text)],
  )
  .option('--no-limits', "without the vendor's rate limits")
  .option('--requests-per-hour <number>', 'servicenow: a rate limit rule, per user', positiveNumber)
  .addHelpText(
    'after',
    `
While it runs, without credentials:
  POST   /_sandbox/faults    {"kind", "times", "match", "delayMs", "rate"}: a fault from now on; match is a
                             regular expression over "METHOD /path"
  DELETE /_sandbox/faults    no more faults
  GET    /_sandbox/journal   every effect: who did what, and with which mark of Signalbox
  POST   /_sandbox/tickets   {"summary", "description"}: a ticket as a customer writes it
  GET    /_sandbox/tickets   every ticket as it is now
  POST   /_sandbox/webhooks  {"url"}: where webhooks go, too

Faults: ${faultKinds.join(', ')}`,
  )
  .option('--json', 'print {"url", "credentials", "webhookSecret"} as the first line')
  .action(async (vendor, options) => {
    // The address is part of what a sandbox answers (`self`, `link`), so the port is taken before it is made.
    const served = await serveSandbox(
      (baseUrl) => withControls<Sandbox>(factories[vendor](baseUrl, options)),
      {
        port: options.port,
      },
    );
    const { sandbox } = served.sandbox;
    if (options.webhook) sandbox.registerWebhook(options.webhook);
    for (const fault of options.fault ?? []) sandbox.addFault(fault);
    if (options.json)
      printJson({
        url: served.url,
        credentials: sandbox.credentials,
        webhookSecret: sandbox.webhookSecret,
      });
    else console.log(describe(sandbox, served.url));
    await untilInterrupted();
    await served.close();
  });
