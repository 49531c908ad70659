import { SignalboxError, secretValue, systemClock } from '@signalbox/sdk';
import { ConnectionCut, FaultQueue, seededRandom, WebhookSender } from '@signalbox/sdk/sandbox';
import { HttpResponse, http } from 'msw';
import { Tokens } from './access/index.ts';
import { jiraAdmin } from './admin.ts';
import { Desk } from './desk.ts';
import { type JiraSandbox, type JiraSandboxOptions, sandboxLongestRequestMs } from './jira-sandbox.ts';
import { documentedLimits, type JiraLimits, Meter, noLimits } from './limits/index.ts';
import { withOwnRequestsChecked } from './own-requests-check.ts';
import { JiraSite } from './site/index.ts';
import { findProject, newSiteState, type ProjectOptions } from './state/index.ts';
import { addAdminWebhook, appAuthorization, publish } from './webhooks/index.ts';

const defaults = {
  /** RFC 2606: this name never resolves. */
  baseUrl: 'https://jira.sandbox.invalid',
  webhookSecret: 'sandbox-webhook-secret',
  seed: 1,
} as const;

const client = { clientId: 'sandbox-client', clientSecret: 'sandbox-client-secret' } as const;

/** A Jira Cloud site to develop against: stateful, validating, with limits, webhooks and faults. */
export function createJiraSandbox(options: JiraSandboxOptions = {}): JiraSandbox {
  const clock = options.clock ?? systemClock;
  const now = options.now ?? (() => clock.now());
  const baseUrl = (options.baseUrl ?? defaults.baseUrl).replace(/\/$/, '');
  const webhookSecret = options.webhookSecret ?? defaults.webhookSecret;
  const state = newSiteState({
    ...options,
    baseUrl,
    now,
    projects: options.projects ?? standardProjects(options),
    selects: [...(options.selects ?? []), ...customSelects(options)],
  });
  const integration = state.accounts[0];
  const project = options.ticketProject ? findProject(state, options.ticketProject) : state.projects[0];
  if (!integration || !project) {
    throw new SignalboxError(
      'configuration',
      'A Jira sandbox needs an account and a project to put tickets in.',
    );
  }
  const tokens = new Tokens({ ...client, accountId: integration.accountId }, now);
  const faults = new FaultQueue({ random: seededRandom(options.seed ?? defaults.seed) });
  const sender = new WebhookSender({
    ...(options.deliver ? { deliver: options.deliver } : {}),
    faults,
    signatureHeader: 'x-hub-signature',
    retryHeaders: (retry) => ({ 'x-atlassian-webhook-retry': String(retry) }),
    clock,
  });
  const publishing = {
    state,
    sender,
    appAuthorization: () => appAuthorization(client, now()),
  };
  state.emit = (event) => publish(event, publishing);
  let meter = new Meter(limitsOf(options.limits ?? null), now);
  const longestRequestMs = sandboxLongestRequestMs;
  const site = new JiraSite({
    state,
    tokens,
    faults,
    clock: { ...clock, now, sleep: (ms, signal) => clock.sleep(ms, signal) },
    meter: () => meter,
    longestRequestMs,
  });
  const answer = withOwnRequestsChecked((request) => site.answer(request));
  const desk = new Desk(state, project);
  const common = {
    baseUrl,
    webhookSecret: secretValue(webhookSecret, 'webhookSecret'),
    accountId: integration.accountId,
    longestRequestMs,
  };

  /** Of somebody else than the integration: what Signalbox's own account does is no news to it. */
  const namedCredentials = (
    role: string,
    permission: 'SERVICEDESK_AGENT' | 'ADMINISTER',
  ): Record<string, string> => {
    const person = state.accounts.find((one) => one !== integration && one.permissions.has(permission));
    return person ? { [`${role}Email`]: person.emailAddress, [`${role}ApiToken`]: person.apiToken } : {};
  };

  const oauthConfiguration = {
    ...common,
    authentication: {
      kind: 'oauth2',
      clientId: client.clientId,
      clientSecret: secretValue(client.clientSecret, 'clientSecret'),
      cloudId: state.cloudId,
      tokenUrl: `${baseUrl}/oauth/token`,
      apiUrl: baseUrl,
    },
  };

  return {
    baseUrl,
    webhookSecret,
    cloudId: state.cloudId,
    handlers: [
      http.all(`${baseUrl}/*`, async ({ request }) => {
        try {
          return await answer(request);
        } catch (error) {
          if (error instanceof ConnectionCut) return HttpResponse.error();
          throw error;
        }
      }),
    ],
    fetch: answer,
    configuration: {
      ...common,
      authentication: {
        kind: 'api-token',
        email: integration.emailAddress,
        token: secretValue(integration.apiToken, 'token'),
      },
    },
    oauthConfiguration,
    // An app registers dynamic webhooks, and Jira wants them limited to projects.
    registrarConfiguration: { ...oauthConfiguration, projects: [project.key] },
    credentials: {
      email: integration.emailAddress,
      apiToken: integration.apiToken,
      ...client,
      tokenUrl: `${baseUrl}/oauth/token`,
      cloudId: state.cloudId,
      ...namedCredentials('agent', 'SERVICEDESK_AGENT'),
      ...namedCredentials('admin', 'ADMINISTER'),
    },
    addFault: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    journal: state.journal,
    createTicket: async (ticket) => desk.create(ticket),
    editTicket: async (id, fields, actor) => desk.edit(id, fields, actor),
    deleteTicket: async (id) => desk.delete(id),
    moveTicket: async (id, projectKey) => desk.move(id, projectKey),
    commentOn: async (id, text, more) => desk.comment(id, text, more),
    commentsOf: (id) => desk.comments(id),
    registerWebhook: (url) => addAdminWebhook(state, url, integration.accountId, webhookSecret),
    get webhookUrls() {
      return [...state.webhooks.values()].map((webhook) => webhook.url);
    },
    settled: async () => {
      await site.settled();
      await sender.settled();
    },
    get tickets() {
      return desk.tickets;
    },
    admin: jiraAdmin({
      state,
      desk,
      integration,
      customField: options.customField && `custom.${options.customField.name}`,
    }),
    accounts: state.accounts,
    credentialsOf: (name) => {
      const account = desk.account(name);
      return { email: account.emailAddress, apiToken: account.apiToken };
    },
    setOnScreen: (projectKey, fieldId, isOnScreen) => {
      for (const screen of Object.values(findProject(state, projectKey)?.screens ?? {})) {
        if (isOnScreen) screen.add(fieldId);
        else screen.delete(fieldId);
      }
    },
    setLimits: (limits) => {
      meter = new Meter(limitsOf(limits), now);
    },
    setIndexLag: (milliseconds) => {
      state.indexLagMs = milliseconds;
    },
    revokeTokens: () => tokens.revokeAll(),
    get requestCount() {
      return site.requestCount;
    },
  };
}

const customSelects = ({ customField }: JiraSandboxOptions) =>
  customField ? [{ customId: 10060, name: customField.name, options: customField.choices }] : [];

function standardProjects({ serviceProject = true }: JiraSandboxOptions): readonly ProjectOptions[] {
  const software: ProjectOptions = { key: 'IT', type: 'software' };
  return serviceProject ? [{ key: 'SUP', type: 'service_desk' }, software] : [software];
}

const limitsOf = (limits: Partial<JiraLimits> | 'documented' | null): JiraLimits =>
  limits === 'documented' ? documentedLimits : { ...noLimits, ...limits };
