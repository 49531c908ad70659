import { jiraConnector } from '@signalbox/connector-jira';
import { createJiraSandbox } from '@signalbox/connector-jira/sandbox';
import { serviceNowConnector } from '@signalbox/connector-servicenow';
import { createServiceNowSandbox } from '@signalbox/connector-servicenow/sandbox';
import { openSite, type Site, servicePatienceMs } from '@signalbox/sdk';
import { type Sandbox, type SandboxOptions, type ServedSandbox, serveSandbox } from '@signalbox/sdk/sandbox';
import type { Delivery } from './report.ts';

/** A sandbox over HTTP, and the site through which the bridge sees it. */
export interface DemoVendor {
  readonly name: string;
  readonly served: ServedSandbox<Sandbox>;
  readonly site: Site;
}

/** Sends a webhook as a vendor would, and notes what the bridge answered. */
function recordingDelivery(vendor: string, deliveries: Delivery[]): NonNullable<SandboxOptions['deliver']> {
  return async ({ url, headers, body }) => {
    const response = await fetch(url, { method: 'POST', headers: { ...headers }, body });
    const answer: unknown = await response.json().catch(() => null);
    const isDuplicate =
      typeof answer === 'object' && answer !== null && 'duplicate' in answer && answer.duplicate === true;
    deliveries.push({ vendor, status: response.status, isDuplicate });
    return { status: response.status };
  };
}

/** Starts both vendors on free ports. The demo's bridge has their whole quota: nobody else uses them. */
export async function startVendors(seed: number, deliveries: Delivery[]): Promise<readonly DemoVendor[]> {
  const start = async (
    name: string,
    create: (options: SandboxOptions) => Sandbox,
    open: (configuration: object) => Site,
  ): Promise<DemoVendor> => {
    const served = await serveSandbox((baseUrl) =>
      create({ baseUrl, seed, deliver: recordingDelivery(name, deliveries) }),
    );
    return { name, served, site: open({ ...served.sandbox.configuration, share: 1 }) };
  };
  return await Promise.all([
    start('jira', createJiraSandbox, (configuration) =>
      openSite(jiraConnector, { name: 'jira', configuration, governor: { patienceMs: servicePatienceMs } }),
    ),
    start('servicenow', createServiceNowSandbox, (configuration) =>
      openSite(serviceNowConnector, {
        name: 'servicenow',
        configuration,
        governor: { patienceMs: servicePatienceMs },
      }),
    ),
  ]);
}
