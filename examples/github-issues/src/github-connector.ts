import * as sdk from '@signalbox/sdk';
import { z } from 'zod';

const configurationSchema = z.strictObject({
  baseUrl: z.url().default('https://api.github.com'),
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/, "write the repository as in 'octo-org/support'"),
  token: sdk.secretSchema,
  /** The token's account: its changes are Signalbox's own. */
  account: z.string({ error: "write the login of the token's account, as in 'signalbox[bot]'" }).min(1),
  webhookSecret: sdk.secretSchema.optional(),
});
type Configuration = z.infer<typeof configurationSchema>;
type Context = sdk.SiteContext<Configuration>;

const user = z.object({ login: z.string() });
const label = z.object({ name: z.string() });
const eventSchema = z.object({
  event: z.string(),
  created_at: z.iso.datetime(),
  actor: user.nullable(),
  label: label.optional(),
});
const issueSchema = z.object({
  number: z.number(),
  title: z.string(),
  body: z.string().nullish(),
  state: z.string(),
  html_url: z.url(),
  user: user.nullable(),
  labels: z.array(label),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
  pull_request: z.unknown().optional(),
});

/** GitHub has labels in place of fields: `category: Hardware` is the category Hardware. */
const fields = sdk.labelFields({ category: 'category: ', priority: 'priority: ' });

function ticketOf({ site, configuration }: Context, issue: z.infer<typeof issueSchema>): sdk.Ticket {
  const labels = issue.labels.map(({ name }) => name);
  return sdk.defineTicket({
    id: String(issue.number),
    site,
    key: `${configuration.repository}#${issue.number}`,
    type: 'request',
    summary: issue.title,
    description: issue.body ?? '',
    state: { value: issue.state, label: issue.state, phase: issue.state === 'open' ? 'new' : 'closed' },
    ...fields.values(labels),
    labels,
    requester: sdk.personOf(issue.user?.login, issue.user?.login === configuration.account),
    created: issue.created_at,
    updated: issue.updated_at,
    url: issue.html_url,
  });
}

const repositoryPath = ({ configuration }: Context) => `/repos/${configuration.repository}`;
const issuePath = (context: Context, id: string) =>
  `${repositoryPath(context)}/issues/${encodeURIComponent(id)}`;

const tickets: sdk.TicketsCapability<Configuration> = {
  async read(context, id, options) {
    const { body } = await sdk.ask(context, issueSchema, { path: issuePath(context, id) }, options);
    return ticketOf(context, body);
  },
  search: (context, query, options) =>
    sdk.readByChangeTime({
      connector: 'github-issues',
      query,
      signal: options?.signal,
      async fetch(from, page) {
        const order = { state: 'all', sort: 'updated', direction: 'asc', since: from ?? undefined };
        const list = { ...order, per_page: query.pageSize ?? 100, page: page + 1 };
        const question = { path: `${repositoryPath(context)}/issues`, query: list };
        const { body, hasNext } = await sdk.ask(context, z.array(z.unknown()), question, options);
        const { rows, skipped } = sdk.parseRows(issueSchema, body, 'number');
        const issues = rows.filter((issue) => !issue.pull_request);
        return { tickets: issues.map((issue) => ticketOf(context, issue)), skipped, hasMore: hasNext };
      },
    }),
  async history(context, ticket, options) {
    const path = `${issuePath(context, ticket.id)}/events`;
    const events = await sdk.askAll(context, eventSchema, { path }, options);
    const labelled = events.flatMap(({ event, label, actor, created_at: at }) => {
      if (!label || !['labeled', 'unlabeled'].includes(event)) return [];
      return { label: label.name, isAdded: event === 'labeled', at, login: actor?.login ?? null };
    });
    return fields.history(labelled, context.configuration.account);
  },
};

async function readCatalog(context: Context, ticket: sdk.Ticket, options?: sdk.CallOptions) {
  const labels = await sdk.askAll(context, label, { path: `${repositoryPath(context)}/labels` }, options);
  return fields.catalog(
    ticket,
    labels.map(({ name }) => name),
  );
}

/** Adding a label has one effect, however often it is sent: GitHub has no place for a marker, and needs none. */
function relabel(context: Context, ticket: sdk.Ticket, { added, removed }: sdk.LabelDifference) {
  const path = `${issuePath(context, ticket.id)}/labels`;
  if (removed.length === 0) return { method: 'POST', path, body: { labels: added } } as const;
  const kept = ticket.labels.filter((name) => !removed.includes(name));
  return { method: 'PUT', path, body: { labels: [...new Set([...kept, ...added])] } } as const;
}

export const githubConnector = sdk.defineConnector<Configuration>({
  name: 'github-issues',
  version: '0.1.0',
  configuration: configurationSchema,
  baseUrl: ({ baseUrl }) => baseUrl,
  authentication: ({ token }) => sdk.bearerAuthentication(token),
  limits: () => sdk.defineLimits({ requestsPerSecond: 15 }),
  tickets,
  catalog: { read: readCatalog },
  changes: sdk.defineChanges<Configuration>({
    read: tickets.read,
    catalog: readCatalog,
    history: tickets.history,
    write: (context, ticket, _change, changed) => relabel(context, ticket, fields.difference(changed)),
    restore: (context, ticket, { to }, lost) =>
      relabel(context, ticket, { added: lost ? [lost.value] : [], removed: [to.value] }),
  }),
  webhook: sdk.defineHmacWebhook({
    secrets: ({ webhookSecret }: Configuration) => webhookSecret,
    signature: { header: 'x-hub-signature-256', prefix: 'sha256=', encoding: 'hex', algorithm: 'sha256' },
    deliveryHeader: 'x-github-delivery',
    message: z.object({
      action: z.string(),
      issue: issueSchema.pick({ number: true, updated_at: true, pull_request: true }),
      sender: user,
      comment: z.unknown().optional(),
    }),
    // GitHub signs no time of its own. A deleted issue says when it last changed, and that may be years ago.
    sentAt: ({ action, issue }) => (action === 'deleted' ? null : issue.updated_at),
    maximumAgeMs: 3 * 24 * 60 * 60_000,
    news({ action, issue, sender: { login }, comment }, { account }) {
      const told = action === 'opened' ? 'created' : action === 'deleted' ? 'deleted' : 'updated';
      const type = `signalbox.ticket.${comment ? 'commented' : told}` as const;
      const news = { type, ticketId: String(issue.number), time: issue.updated_at, isOwn: login === account };
      return issue.pull_request ? [] : [{ ...news, actor: sdk.personOf(login, news.isOwn) }];
    },
  }),
  sandbox: async (options) => (await import('./github-sandbox.ts')).createGithubSandbox(options),
});
