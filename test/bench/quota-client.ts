import { createBridge, createLogger } from '@signalbox/bridge';
import { jiraConnector } from '@signalbox/connector-jira';
import { serviceNowConnector } from '@signalbox/connector-servicenow';
import { type Connector, type GovernorSnapshot, openSite, type Site, syncTickets } from '@signalbox/sdk';
import { createMasker } from '@signalbox/triage/model';
import { answerCalls } from './child.ts';
import { applyCategory } from './policies.ts';
import { configurationOf, type VendorAccess } from './quota-configuration.ts';
import { pageSizes, type QuotaPlan } from './quota-plan.ts';

export interface QuotaClient {
  readonly plan: QuotaPlan;
  readonly database: string;
  readonly access: VendorAccess;
}

export interface QuotaClientResult {
  readonly tickets: number;
  readonly snapshot: GovernorSnapshot;
}

interface Running {
  readonly site: Site;
  readonly stopping: AbortController;
  readonly finished: Promise<number>;
  close(): Promise<void>;
}

let running: Running | undefined;

/** Reads all tickets of the site, again and again, until it is stopped. Gives how many came. */
async function readOn(site: Site, pageSize: number, signal: AbortSignal): Promise<number> {
  let tickets = 0;
  while (!signal.aborted) {
    const certificate = await syncTickets(
      site,
      { pageSize },
      {
        signal,
        onPage: (items) => {
          tickets += items.length;
        },
      },
    );
    if (!certificate.complete && !signal.aborted) {
      throw new Error(`A sync came to nothing: ${JSON.stringify(certificate.failure)}`);
    }
  }
  return tickets;
}

async function start({ plan, database, access }: QuotaClient): Promise<void> {
  const connector = (plan.way === 'hour' ? serviceNowConnector : jiraConnector) as Connector<unknown>;
  const site = openSite(connector, { name: 'desk', configuration: configurationOf(plan, access) });
  const bridge = await createBridge({
    database,
    sites: [site],
    policies: { desk: applyCategory('category') },
    classifier: null,
    masker: createMasker(),
    pollEveryMinutes: 0,
    port: 0,
    logger: createLogger('silent'),
  });
  await bridge.start();
  const stopping = new AbortController();
  const finished = readOn(site, pageSizes[plan.way], stopping.signal);
  // A failure is told when the run is stopped.
  finished.catch(() => undefined);
  running = { site, stopping, finished, close: bridge.stop };
}

async function stop(): Promise<QuotaClientResult> {
  if (!running) throw new Error('Nothing runs.');
  const { site, stopping, finished, close } = running;
  stopping.abort();
  const snapshot = site.governor.snapshot();
  try {
    return { tickets: await finished, snapshot };
  } finally {
    await close();
    running = undefined;
  }
}

answerCalls({ start, stop }, async () => {
  await running?.close();
});
