import {
  type Clock,
  openSite,
  type Site,
  type Ticket,
  type Transport,
  type TransportRequest,
} from '@signalbox/sdk';
import { sandboxTransport } from '@signalbox/sdk/sandbox';
import { checkedTransport, createContractCheck } from '../check/index.ts';
import { jiraConnector } from '../jira-connector.ts';
import {
  type Account,
  createJiraSandbox,
  type JiraSandbox,
  type JiraSandboxOptions,
  type Permission,
} from '../sandbox/index.ts';

export interface SandboxSite {
  readonly sandbox: JiraSandbox;
  readonly site: Site;
  /** `METHOD path` of every request that left, in order. */
  readonly sent: string[];
  /** Called before a request leaves: what happens at the vendor in the same moment. */
  beforeRequest: ((request: TransportRequest) => Promise<void>) | null;
  /** Changes the body of each answer on its way back. */
  onAnswer: ((body: string) => string) | null;
  /** A new ticket, read through the connector. */
  newTicket(ticket?: Parameters<JiraSandbox['createTicket']>[0]): Promise<Ticket>;
}

export interface SandboxSiteOptions extends JiraSandboxOptions {
  /** Over the sandbox's own configuration. */
  readonly configuration?: Readonly<Record<string, unknown>>;
  readonly isOAuth?: boolean;
  /** What the vendor's clock says in its `Date` header, milliseconds since the epoch. */
  readonly vendorTime?: number;
  /** What the connector takes for the time. Default: the system's. */
  readonly siteClock?: Clock;
}

/** Loading the descriptions takes longer than most tests. */
const contractCheck = createContractCheck();

/** For tests: a site of this connector at a sandbox, whose every request is held to the vendor's contract. */
export async function openSandboxSite(options: SandboxSiteOptions = {}): Promise<SandboxSite> {
  const sandbox = createJiraSandbox(options);
  const sent: string[] = [];
  const transport: Transport = async (request) => {
    const { pathname } = new URL(request.url);
    sent.push(`${request.method} ${pathname}`);
    await opened.beforeRequest?.(request);
    const answer = await sandboxTransport(sandbox)(request);
    const response = { ...answer, body: opened.onAnswer?.(answer.body) ?? answer.body };
    if (options.vendorTime === undefined) return response;
    const date = new Date(options.vendorTime).toUTCString();
    return { ...response, headers: { ...response.headers, date } };
  };
  const site = openSite(jiraConnector, {
    name: 'support',
    configuration: {
      ...(options.isOAuth ? sandbox.oauthConfiguration : sandbox.configuration),
      // The sandbox has no quota to share, and tests no time to wait.
      share: 1,
      ...options.configuration,
    },
    transport: checkedTransport(transport, await contractCheck),
    ...(options.siteClock ? { clock: options.siteClock } : {}),
  });
  const opened: SandboxSite = {
    sandbox,
    site,
    sent,
    beforeRequest: null,
    onAnswer: null,
    async newTicket(ticket = { summary: 'VPN drops', description: 'Every hour error_code_12' }) {
      const { id } = await sandbox.createTicket(ticket);
      if (!site.tickets) throw new Error('the connector reads no tickets');
      return site.tickets.read(id);
    },
  };
  return opened;
}

/** The standard accounts, the integration's own (the first) with these permissions besides. */
export function accountsWith(...further: readonly Permission[]): readonly Account[] {
  return createJiraSandbox().accounts.map((account, index) =>
    index === 0 ? { ...account, permissions: new Set([...account.permissions, ...further]) } : account,
  );
}

/** The standard accounts, the integration's own (the first) without these permissions. */
export function accountsWithout(...lacking: readonly Permission[]): readonly Account[] {
  return createJiraSandbox().accounts.map((account, index) =>
    index === 0
      ? {
          ...account,
          permissions: new Set([...account.permissions].filter((held) => !lacking.includes(held))),
        }
      : account,
  );
}
