import { jiraConnector } from '@signalbox/connector-jira';
import { createJiraSandbox, type JiraSandboxOptions } from '@signalbox/connector-jira/sandbox';
import { serviceNowConnector } from '@signalbox/connector-servicenow';
import { createServiceNowSandbox } from '@signalbox/connector-servicenow/sandbox';
import { type Connector, openSite, type Site, servicePatienceMs } from '@signalbox/sdk';
import { type Sandbox, type SandboxOptions, type ServedSandbox, serveSandbox } from '@signalbox/sdk/sandbox';

export const vendorNames = ['jira', 'servicenow'] as const;
export type VendorName = (typeof vendorNames)[number];

/** A sandbox over loopback HTTP, and the site a bridge sees it through. */
export interface Vendor<Served extends Sandbox = Sandbox> {
  readonly name: VendorName;
  readonly sandbox: Served;
  readonly served: ServedSandbox<Served>;
  readonly site: Site;
  /** The vendor's own name of the field that holds the topic. */
  readonly topicField: string;
  /** The topic a ticket has now, as people read it; null when it is empty. */
  topicOf(ticketId: string): string | null;
  /** Matches the request that writes a ticket's fields. */
  readonly writes: RegExp;
  /** What an agent of this vendor would write into the topic. */
  readonly topicValue: (label: string) => string;
  /** As an agent does it. */
  resolve(ticketId: string): Promise<void>;
}

function fieldOf(sandbox: Sandbox, ticketId: string, field: string): unknown {
  return sandbox.tickets.find((ticket) => ticket.id === ticketId)?.fields[field] ?? null;
}

async function open<Configuration, Served extends Sandbox>(
  connector: Connector<Configuration>,
  name: VendorName,
  create: (baseUrl: string) => Served,
): Promise<{ readonly served: ServedSandbox<Served>; readonly sandbox: Served; readonly site: Site }> {
  const served = await serveSandbox(create);
  const site = openSite(connector, {
    name,
    configuration: { ...served.sandbox.configuration, share: 1 },
    governor: { patienceMs: servicePatienceMs },
  });
  return { served, sandbox: served.sandbox, site };
}

export type JiraVendor = Vendor<ReturnType<typeof createJiraSandbox>>;
export type ServiceNowVendor = Vendor<ReturnType<typeof createServiceNowSandbox>>;

export async function startJira(options: JiraSandboxOptions = {}): Promise<JiraVendor> {
  const opened = await open(jiraConnector, 'jira', (baseUrl) => createJiraSandbox({ ...options, baseUrl }));
  const topicField = 'customfield_10050';
  return {
    ...opened,
    name: 'jira',
    topicField,
    topicOf(ticketId) {
      const value = fieldOf(opened.sandbox, ticketId, topicField);
      return typeof value === 'object' && value !== null && 'value' in value ? String(value.value) : null;
    },
    writes: /^PUT \/rest\/api\/3\/issue\//,
    topicValue: (label) => label,
    async resolve(ticketId) {
      const { email, apiToken } = opened.sandbox.credentialsOf('Ada Agent');
      const response = await fetch(`${opened.served.url}/rest/api/3/issue/${ticketId}/transitions`, {
        method: 'POST',
        headers: {
          authorization: `Basic ${Buffer.from(`${email}:${apiToken}`).toString('base64')}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ transition: { id: '31' } }),
      });
      if (!response.ok) throw new Error(`Jira answered ${response.status}: ${await response.text()}`);
    },
  };
}

const columnValue = (label: string): string => label.toLowerCase().replaceAll(' ', '_');

export async function startServiceNow(options: SandboxOptions = {}): Promise<ServiceNowVendor> {
  const opened = await open(serviceNowConnector, 'servicenow', (baseUrl) =>
    createServiceNowSandbox({ ...options, baseUrl }),
  );
  const labels = ['Hardware', 'HR Support', 'Access', 'Miscellaneous', 'Storage', 'Purchase'];
  return {
    ...opened,
    name: 'servicenow',
    topicField: 'category',
    topicOf(ticketId) {
      const value = fieldOf(opened.sandbox, ticketId, 'category');
      return labels.find((label) => columnValue(label) === value) ?? (value ? String(value) : null);
    },
    writes: /^PATCH /,
    topicValue: columnValue,
    async resolve(ticketId) {
      const resolution = { state: '6', close_code: 'Solution provided', close_notes: 'Done.' };
      await opened.sandbox.editTicket(ticketId, resolution);
    },
  };
}

/** One of each; `deliver` sends their webhooks in place of fetch. */
export async function startVendors(deliver?: SandboxOptions['deliver']): Promise<{
  readonly jira: JiraVendor;
  readonly servicenow: ServiceNowVendor;
}> {
  const [jira, servicenow] = await Promise.all([startJira({ deliver }), startServiceNow({ deliver })]);
  return { jira, servicenow };
}
