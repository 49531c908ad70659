import path from 'node:path';
import { createBridge, createLogger } from '@signalbox/bridge';
import { jiraConnector } from '@signalbox/connector-jira';
import { createJiraSandbox } from '@signalbox/connector-jira/sandbox';
import { serviceNowConnector } from '@signalbox/connector-servicenow';
import { createServiceNowSandbox } from '@signalbox/connector-servicenow/sandbox';
import { type Connector, openSite, type Site, secretValue } from '@signalbox/sdk';
import { type Sandbox, type SandboxOptions, sandboxTransport, serveSandbox } from '@signalbox/sdk/sandbox';
import { createMasker, defaultModelDirectory, loadClassifier } from '@signalbox/triage/model';
import { answerCalls } from './child.ts';
import { disposing } from './disposing.ts';
import { type LineResult, measureLine } from './measure-line.ts';
import { applyCategory } from './policies.ts';
import { temporaryDirectory } from './temporary-directory.ts';
import { realTickets } from './tickets.ts';
import { unlimited } from './unlimited.ts';

/** `http`: vendors behind HTTP, at the pace they allow. `memory`: no sockets toward them, and no limit. */
export type Way = 'http' | 'memory';

export interface LineRun {
  readonly way: Way;
  readonly tickets: number;
}

interface Vendor {
  readonly sandbox: Sandbox;
  readonly site: Site;
  close(): Promise<void>;
}

async function openVendor<Configuration>(
  way: Way,
  name: string,
  connector: Connector<Configuration>,
  create: (options?: SandboxOptions) => Sandbox,
): Promise<Vendor> {
  if (way === 'http') {
    const { sandbox, close } = await serveSandbox((baseUrl) => create({ baseUrl }));
    const configuration = { ...sandbox.configuration, share: 1 };
    return { sandbox, site: openSite(connector, { name, configuration }), close };
  }
  const sandbox = create();
  const site = openSite(unlimited(connector), {
    name,
    configuration: sandbox.configuration,
    transport: sandboxTransport(sandbox),
  });
  return { sandbox, site, close: async () => undefined };
}

async function run({ way, tickets }: LineRun, started: AsyncDisposableStack): Promise<LineResult> {
  const directory = started.use(await temporaryDirectory());
  const vendors = [
    await openVendor(way, 'jira', jiraConnector, createJiraSandbox),
    await openVendor(way, 'servicenow', serviceNowConnector, createServiceNowSandbox),
  ];
  for (const vendor of vendors) started.defer(vendor.close);
  const classifier = started.adopt(await loadClassifier(defaultModelDirectory), (model) => model.dispose());
  const token = 'the-token-of-the-bench-0123456789';
  const bridge = started.adopt(
    await createBridge({
      database: `embedded:${path.join(directory.path, 'database')}`,
      sites: vendors.map(({ site }) => site),
      policies: { jira: applyCategory('custom.Topic'), servicenow: applyCategory('category') },
      classifier,
      masker: createMasker(),
      writesPerHour: 1_000_000,
      port: 0,
      tokens: [{ name: 'bench', token: secretValue(token), roles: ['admin'], sites: null }],
      logger: createLogger('silent'),
    }),
    (opened) => opened.stop(),
  );
  await bridge.start();
  for (const { sandbox, site } of vendors) sandbox.registerWebhook(`${bridge.address}/webhooks/${site.name}`);
  return await measureLine({
    address: bridge.address,
    token,
    sandboxes: vendors.map(({ sandbox }) => sandbox),
    tickets: await realTickets(tickets),
  });
}

answerCalls({ run: (input: LineRun) => disposing((stack) => run(input, stack)) });
