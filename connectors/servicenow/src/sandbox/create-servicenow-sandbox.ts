import { randomInt } from 'node:crypto';
import { type Clock, secretValue, systemClock } from '@signalbox/sdk';
import {
  ConnectionCut,
  FaultQueue,
  type JournalEntry,
  seededRandom,
  WebhookSender,
} from '@signalbox/sdk/sandbox';
import { HttpResponse, http } from 'msw';
import { Authenticator } from './access/index.ts';
import { serviceNowAdmin } from './admin.ts';
import { buildInstance } from './build-instance.ts';
import { Desk } from './desk.ts';
import { Api, Gateway } from './gateway/index.ts';
import type { Instance } from './instance/index.ts';
import { journalEntry } from './journal/index.ts';
import { RateLimit } from './limits/index.ts';
import {
  defaultAccounts,
  integrationUserName,
  makeSecrets,
  type SandboxSecrets,
} from './sandbox-accounts.ts';
import { choiceOf } from './seed/index.ts';
import type { CustomField, ServiceNowSandbox, ServiceNowSandboxOptions } from './servicenow-sandbox.ts';
import { signatureHeader, WebhookDispatch } from './webhooks/index.ts';

const defaults = {
  baseUrl: 'https://servicenow.sandbox.invalid',
  /** No effect comes later than this after its request, unless a fault says so itself. */
  longestRequestMs: 2_000,
  /** The platform's own. */
  tokenLifetimeMs: 30 * 60_000,
  /** What a played limit says when no rule is set. */
  requestsPerHour: 100,
} as const;

/**
 * A ServiceNow instance in memory: tables, queries, rules, history, limits, webhooks and faults. Use `handlers` with
 * msw, `fetch` in process, or `serveSandbox` over HTTP.
 */
export function createServiceNowSandbox(options: ServiceNowSandboxOptions = {}): ServiceNowSandbox {
  const baseUrl = (options.baseUrl ?? defaults.baseUrl).replace(/\/+$/, '');
  const random = seededRandom(options.seed ?? randomInt(2 ** 31));
  const clock = clockOf(options);
  const customFields = customFieldsOf(options);
  const built = buildInstance({
    options: { ...options, customFields },
    baseUrl,
    now: () => clock.now(),
    random,
  });
  const { instance, writer } = built;
  const newId = (): string => instance.newId();
  const secrets = makeSecrets(newId);
  const instanceId = instance.property('instance_id') ?? '';
  const authenticator = new Authenticator({
    accounts: [...defaultAccounts(secrets, options.timeZone), ...(options.accounts ?? [])],
    clients: [secrets.client],
    userIds: built.userIds,
    now: () => clock.now(),
    newToken: newId,
    tokenLifetimeMs: options.tokenLifetimeMs ?? defaults.tokenLifetimeMs,
  });
  const faults = new FaultQueue({ random });
  const ruleId = newId();
  const gateway = new Gateway({
    api: new Api({ instance, writer, authenticator, rateLimit: rateLimitOf(options, ruleId) }),
    faults,
    clock,
    requestsPerHour: options.rateLimit?.requestsPerHour ?? defaults.requestsPerHour,
    ruleId,
  });
  const sender = new WebhookSender({
    deliver: options.deliver,
    faults,
    signatureHeader,
    retryDelaysMs: options.webhookRetryDelaysMs,
    // The script on the instance tries again until it hears that the message was taken.
    isRetried: (status) => status < 200 || status > 299,
    clock,
  });
  const webhooks = new WebhookDispatch({ instance, sender, instanceId, secret: secrets.webhookSecret });
  const journal: JournalEntry[] = [];
  writer.listen((effect) => {
    if (effect.table.lineage.includes('task')) journal.push(journalEntry(effect));
    webhooks.tell(effect);
  });
  const desk = new Desk(instance, writer);
  return {
    handlers: [http.all(`${baseUrl}/*`, ({ request }) => intercepted(gateway, request))],
    fetch: (request) => gateway.answer(request),
    baseUrl,
    webhookSecret: secrets.webhookSecret,
    instanceId,
    configuration: {
      ...configurationOf(baseUrl, secrets, instanceId),
      customFields: customFields.map(({ element }) => element),
    },
    credentials: credentialsOf(secrets, instanceId),
    addFault: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    journal,
    createTicket: async (ticket) => desk.open(ticket),
    editTicket: async (id, fields, actor = 'beth.anglin') => desk.edit(id, fields, actor),
    deleteTicket: async (id) => desk.delete(id),
    registerWebhook: (url) => webhooks.register(url),
    settled: async () => {
      await gateway.settled();
      await sender.settled();
    },
    get tickets() {
      return desk.tickets;
    },
    longestDescription: instance.dictionary.table('task')?.fields.get('description')?.maxLength ?? 0,
    admin: serviceNowAdmin({
      instance,
      writer,
      desk,
      restrict: (rules) => authenticator.restrict(integrationUserName, rules),
      customField: options.customField && `custom.${options.customField.name}`,
    }),
    restrictAccount: (userName, rules) => authenticator.restrict(userName, rules),
    revokeTokens: () => authenticator.revokeTokens(),
    setProperty: (name, value) => desk.setProperty(name, value),
    insertRecord: (table, values) => desk.insert(table, values),
    records: (table) => recordsOf(instance, table),
  };
}

/** For msw: a cut looks like a failed connection to whoever called `fetch`. */
async function intercepted(gateway: Gateway, request: Request): Promise<Response> {
  try {
    return await gateway.answer(request);
  } catch (error) {
    if (error instanceof ConnectionCut) return HttpResponse.error();
    throw error;
  }
}

function customFieldsOf({
  customFields = [],
  customField,
}: ServiceNowSandboxOptions): readonly CustomField[] {
  if (!customField) return customFields;
  const { name: label, choices } = customField;
  return [...customFields, { element: 'u_custom_field', label, choices: choices.map(choiceOf) }];
}

function clockOf({ clock = systemClock, now }: ServiceNowSandboxOptions): Clock {
  return now ? { now, sleep: (durationMs, signal) => clock.sleep(durationMs, signal) } : clock;
}

function rateLimitOf({ rateLimit }: ServiceNowSandboxOptions, ruleId: string) {
  return rateLimit && { rule: new RateLimit(rateLimit, ruleId), options: rateLimit };
}

function configurationOf(
  baseUrl: string,
  secrets: SandboxSecrets,
  instanceId: string,
): ServiceNowSandbox['configuration'] {
  return {
    baseUrl,
    authentication: {
      kind: 'basic',
      user: integrationUserName,
      password: secretValue(secrets.password, 'sandbox password'),
    },
    webhookSecret: secretValue(secrets.webhookSecret, 'sandbox webhook secret'),
    instanceId,
    longestRequestMs: defaults.longestRequestMs,
  };
}

function credentialsOf(secrets: SandboxSecrets, instanceId: string): Readonly<Record<string, string>> {
  const { clientId, clientSecret, apiKey } = secrets.client;
  return {
    user: integrationUserName,
    password: secrets.password,
    clientId,
    clientSecret,
    apiKey,
    adminUser: 'admin',
    adminPassword: secrets.adminPassword,
    agentUser: 'beth.anglin',
    agentPassword: secrets.agentPassword,
    instanceId,
  };
}

function recordsOf(instance: Instance, name: string): ReturnType<ServiceNowSandbox['records']> {
  const table = instance.dictionary.table(name);
  return table ? [...instance.rows(table)].map((row) => ({ ...row })) : [];
}
