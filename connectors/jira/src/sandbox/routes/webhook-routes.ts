import { z } from 'zod';
import {
  type Answer,
  created,
  type Exchange,
  forbidden,
  invalidPayload,
  noContent,
  ok,
  pageBean,
  pageRequest,
  Refusal,
  route,
} from '../http/index.ts';
import { type Clause, readQuery } from '../jql/index.ts';
import { selfUrl } from '../render/index.ts';
import type { WebhookRegistration } from '../state/index.ts';
import { demand, viewerOf } from './scope.ts';

const dayMs = 86_400_000;
const lifetimeMs = 30 * dayMs;
/** What the description allows an app to ask for. */
const appEvents = [
  'jira:issue_created',
  'jira:issue_updated',
  'jira:issue_deleted',
  'comment_created',
  'comment_updated',
  'comment_deleted',
  'issue_property_set',
  'issue_property_deleted',
] as const;
/** What a settings page ticks when nobody says otherwise. */
const adminEvents = appEvents.slice(0, 4);
/** The part of JQL that a dynamic webhook's filter may use, by the description. */
const filterFields = ['issuekey', 'key', 'project', 'issuetype', 'status', 'assignee', 'reporter'];
const filterComparisons: readonly string[] = ['=', '!=', 'in', 'not in'];
const oneUrl = 'Only a single URL per app is allowed to be registered.';

const registrationSchema = z.object({
  url: z.url(),
  webhooks: z.array(z.object({ events: z.array(z.string()).min(1), jqlFilter: z.string() }).loose()).min(1),
});
const idsSchema = z.object({ webhookIds: z.array(z.int()).min(1) });

/** Dynamic webhooks belong to apps: an account's API token is refused. */
function appOnly(exchange: Exchange): void {
  if (!exchange.isApp) throw forbidden('Only Connect and OAuth 2.0 apps can use this operation.');
}

const own = (exchange: Exchange): readonly WebhookRegistration[] =>
  [...exchange.state.webhooks.values()].filter(
    (webhook) => webhook.kind === 'app' && webhook.registeredBy === exchange.account.accountId,
  );

function unsupportedClause(clause: Clause): string | null {
  if (clause.kind === 'not') return unsupportedClause(clause.clause);
  if (clause.kind !== 'terminal')
    return clause.clauses.map(unsupportedClause).find((found) => found !== null) ?? null;
  const isSupported =
    filterFields.includes(clause.field.toLowerCase()) && filterComparisons.includes(clause.comparison);
  return isSupported ? null : clause.field;
}

/** What is wrong with a filter, in Jira's words; empty: nothing. */
function filterErrors(jql: string): readonly string[] {
  try {
    const { where } = readQuery(jql);
    const unsupported = where && unsupportedClause(where);
    return unsupported === null ? [] : [`The clause ${unsupported} is unsupported`];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.errorMessages;
  }
}

function register(exchange: Exchange): Answer {
  appOnly(exchange);
  const input = registrationSchema.safeParse(exchange.body);
  if (!input.success) throw invalidPayload();
  const { url, webhooks } = input.data;
  return ok({
    webhookRegistrationResult: webhooks.map(({ events, jqlFilter }) => {
      const unknown = events.find((event) => !appEvents.some((known) => known === event));
      if (unknown !== undefined) return { errors: [`The event ${unknown} is unsupported`] };
      const errors = filterErrors(jqlFilter);
      if (errors.length > 0) return { errors };
      // An expired one counts as well, until it is removed.
      if (own(exchange).some((webhook) => webhook.url !== url)) return { errors: [oneUrl] };
      const id = Number(exchange.state.nextId('webhook'));
      exchange.state.webhooks.set(id, {
        id,
        name: '',
        url,
        events,
        jql: jqlFilter,
        kind: 'app',
        secret: null,
        registeredBy: exchange.account.accountId,
        expiresAt: exchange.state.now() + lifetimeMs,
      });
      return { createdWebhookId: id };
    }),
  });
}

function list(exchange: Exchange): Answer {
  appOnly(exchange);
  const viewer = viewerOf(exchange);
  return ok(
    pageBean(own(exchange), pageRequest(exchange.query, 100), selfUrl(viewer, 'webhook'), (webhook) => ({
      id: webhook.id,
      url: webhook.url,
      jqlFilter: webhook.jql,
      events: webhook.events,
      ...(webhook.expiresAt === null ? {} : { expirationDate: viewer.zone.format(webhook.expiresAt) }),
    })),
  );
}

function remove(exchange: Exchange): Answer {
  appOnly(exchange);
  const input = idsSchema.safeParse(exchange.body);
  if (!input.success) throw invalidPayload();
  for (const webhook of own(exchange)) {
    if (input.data.webhookIds.includes(webhook.id)) exchange.state.webhooks.delete(webhook.id);
  }
  return { status: 202 };
}

function refresh(exchange: Exchange): Answer {
  appOnly(exchange);
  const input = idsSchema.safeParse(exchange.body);
  if (!input.success) throw invalidPayload();
  const expiresAt = exchange.state.now() + lifetimeMs;
  for (const webhook of own(exchange)) {
    if (input.data.webhookIds.includes(webhook.id))
      exchange.state.webhooks.set(webhook.id, { ...webhook, expiresAt });
  }
  return ok({ expirationDate: viewerOf(exchange).zone.format(expiresAt) });
}

const adminSchema = z
  .object({
    name: z.string().min(1),
    url: z.url(),
    events: z.array(z.string()).default([...adminEvents]),
    filters: z.record(z.string(), z.string()).optional(),
    secret: z.string().min(1).nullish(),
  })
  .loose();

/** Administrators' webhooks, as the settings page registers them. */
function adminRegister(exchange: Exchange): Answer {
  demand(exchange, 'ADMINISTER', 'Only administrators can register webhooks.');
  const input = adminSchema.safeParse(exchange.body);
  if (!input.success) throw invalidPayload();
  const id = Number(exchange.state.nextId('webhook'));
  const webhook: WebhookRegistration = {
    id,
    name: input.data.name,
    url: input.data.url,
    events: input.data.events,
    jql: input.data.filters?.['issue-related-events-section'] ?? '',
    kind: 'admin',
    secret: input.data.secret ?? null,
    registeredBy: exchange.account.accountId,
    expiresAt: null,
  };
  exchange.state.webhooks.set(id, webhook);
  return created(adminBean(webhook, exchange));
}

const adminBean = (webhook: WebhookRegistration, exchange: Exchange) => ({
  name: webhook.name,
  url: webhook.url,
  excludeBody: false,
  filters: { 'issue-related-events-section': webhook.jql },
  events: webhook.events,
  enabled: true,
  isSigned: webhook.secret !== null,
  self: `${exchange.state.baseUrl}/rest/webhooks/1.0/webhook/${webhook.id}`,
  lastUpdatedUser: webhook.registeredBy,
});

function adminList(exchange: Exchange): Answer {
  demand(exchange, 'ADMINISTER', 'Only administrators can see webhooks.');
  const webhooks = [...exchange.state.webhooks.values()].filter((webhook) => webhook.kind === 'admin');
  return ok(webhooks.map((webhook) => adminBean(webhook, exchange)));
}

function adminRemove(exchange: Exchange): Answer {
  demand(exchange, 'ADMINISTER', 'Only administrators can delete webhooks.');
  if (!exchange.state.webhooks.delete(Number(exchange.parameters.id))) {
    throw new Refusal(404, [`The webhook with id ${exchange.parameters.id} does not exist.`]);
  }
  return noContent;
}

/** Of Connect apps alone; an OAuth 2.0 app asks in vain. */
function failedDeliveries(): Answer {
  throw forbidden('Only Connect apps can use this operation.');
}

export const webhookRoutes = [
  route('GET', '/rest/api/3/webhook/failed', failedDeliveries),
  route('POST', '/rest/api/3/webhook', register),
  route('GET', '/rest/api/3/webhook', list),
  route('DELETE', '/rest/api/3/webhook', remove),
  route('PUT', '/rest/api/3/webhook/refresh', refresh),
  route('POST', '/rest/webhooks/1.0/webhook', adminRegister),
  route('GET', '/rest/webhooks/1.0/webhook', adminList),
  route('DELETE', '/rest/webhooks/1.0/webhook/{id}', adminRemove),
];
