import { randomBytes } from 'node:crypto';
import { Command, Option } from '@commander-js/extra-typings';
import { createBridge, createLogger } from '@signalbox/bridge';
import { secretValue } from '@signalbox/sdk';
import { createMasker } from '@signalbox/triage/model';
import type { BridgeAddress } from '../bridge-api/index.ts';
import { consoleOrNone, loadModel } from '../composition/index.ts';
import { configurationSchema, policyFor } from '../configuration/index.ts';
import {
  createDemoDirectory,
  type Delivery,
  type DemoReport,
  type DemoVendor,
  demoPolicy,
  drawTickets,
  runDemo,
  startVendors,
  summarise,
} from '../demo/index.ts';
import { createProgress, exitCode, paint, printJson } from '../output/index.ts';
import { wholeNumber } from './option-values.ts';
import { untilInterrupted } from './until-interrupted.ts';

const defaultTickets = 120;

function isSound(report: DemoReport): boolean {
  return (
    report.lost === 0 &&
    report.writtenTwice === 0 &&
    report.publicComments === 0 &&
    report.decided === report.tickets
  );
}

interface Line {
  readonly vendors: readonly DemoVendor[];
  readonly address: BridgeAddress;
}

/** Both vendors and the bridge; `started` stops them again, whatever happens, and the database goes with it. */
async function startLine(started: AsyncDisposableStack, seed: number, deliveries: Delivery[]): Promise<Line> {
  const { database } = started.adopt(await createDemoDirectory(), (directory) => directory.remove());
  const classifier = started.adopt(await loadModel('default'), (model) => model.dispose());
  const vendors = started.adopt(await startVendors(seed, deliveries), async (running) => {
    await Promise.all(running.map((vendor) => vendor.served.close()));
  });
  const configuration = configurationSchema.parse({ sites: {}, ...demoPolicy });
  const token = randomBytes(24).toString('base64url');
  const bridge = started.adopt(
    await createBridge({
      database,
      sites: vendors.map((vendor) => vendor.site),
      policies: Object.fromEntries(vendors.map(({ name }) => [name, policyFor(configuration, name)])),
      classifier,
      masker: createMasker(),
      port: 0,
      writesPerHour: 10_000,
      consoleDirectory: await consoleOrNone(),
      tokens: [{ name: 'demo', token: secretValue(token), roles: ['admin'], sites: null }],
      logger: createLogger('silent'),
    }),
    (opened) => opened.stop(),
  );
  await bridge.start();
  return { vendors, address: { url: bridge.address, token } };
}

export const demoCommand = new Command('demo')
  .description(
    'Real tickets through the whole line: both sandboxes over HTTP, the service, faults on the way, a summary, and the console.',
  )
  .addOption(new Option('--tickets <number>', 'how many').argParser(wholeNumber).default(defaultTickets))
  .addOption(
    new Option('--seed <number>', 'the same tickets and faults for the same number')
      .argParser(wholeNumber)
      .default(1),
  )
  .option('--exit', 'end after the summary instead of staying up')
  .option('--json', 'print one JSON object as the last line')
  .action(async (options) => {
    const progress = createProgress();
    const tickets = await drawTickets(options.tickets, options.seed);
    const stop = new AbortController();
    const interrupted = untilInterrupted().then(() => {
      progress.done('stopping; the database goes with the demo');
      stop.abort(new Error('interrupted'));
    });
    progress.update('starting a Jira, a ServiceNow, a PostgreSQL and the bridge');
    const deliveries: Delivery[] = [];
    const started = new AsyncDisposableStack();
    try {
      const { address, vendors } = await startLine(started, options.seed, deliveries);
      const consoleUrl = `${address.url}/console/#token=${address.token}`;
      progress.done(`${paint('green', '●')} the line is up; watch it at ${paint('underline', consoleUrl)}`);
      const report = await runDemo({
        vendors,
        address,
        tickets,
        deliveries,
        onProgress: progress.update,
        signal: stop.signal,
      });
      progress.done('');
      console.log(summarise(report));
      if (!isSound(report)) process.exitCode = exitCode.failed;
      if (!options.exit) {
        console.log(
          `  console  ${paint('underline', consoleUrl)}\n  ${paint('dim', 'Ctrl-C ends the demo; nothing is kept.')}`,
        );
        await interrupted;
      }
      if (options.json) printJson(report);
    } catch (error) {
      if (!stop.signal.aborted) throw error;
      // Ended before there was a summary: whoever waits for one must not take this for success.
      process.exitCode = exitCode.interrupted;
    } finally {
      await started.disposeAsync();
    }
  });
