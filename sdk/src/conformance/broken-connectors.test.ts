import { expect, test } from 'vitest';
import { listSchema, rowSchema, ticketPath } from '../../template/src/acme-api.ts';
import { acmeConnector } from '../../template/src/acme-connector.ts';
import type { AcmeConfiguration } from '../../template/src/configuration.ts';
import { ticketOf } from '../../template/src/mapping.ts';
import type {
  ChangesCapability,
  Connector,
  SiteContext,
  TicketQuery,
  TicketsCapability,
  WebhookCapability,
} from '../connector/index.ts';
import { ask } from '../connector/index.ts';
import type { VendorRequest } from '../http/index.ts';
import type { Ticket, TicketChange } from '../model/index.ts';
import type { Page } from '../reading/index.ts';
import { conformanceCases } from './cases/index.ts';
import { runConformance } from './run-conformance.ts';

type Acme = Connector<AcmeConfiguration>;
type Context = SiteContext<AcmeConfiguration>;
type Tickets = TicketsCapability<AcmeConfiguration>;
type Changes = ChangesCapability<AcmeConfiguration>;
type Webhook = WebhookCapability<AcmeConfiguration>;

const need = <T>(capability: T | undefined): T => {
  if (capability === undefined) throw new Error('The template lacks this capability.');
  return capability;
};
const good = {
  tickets: need(acmeConnector.tickets),
  changes: need(acmeConnector.changes),
  webhook: need(acmeConnector.webhook),
  humanQueue: need(acmeConnector.humanQueue),
};

const withTickets = (tickets: Partial<Tickets>): Acme => ({
  ...acmeConnector,
  tickets: { ...good.tickets, ...tickets },
});
const withChanges = (changes: Partial<Changes>): Acme => ({
  ...acmeConnector,
  changes: { ...good.changes, ...changes },
});
const withWebhook = (webhook: Partial<Webhook>): Acme => ({
  ...acmeConnector,
  webhook: { ...good.webhook, ...webhook },
});
/** Every ticket that is read is changed like this. */
const withTicket = (change: (ticket: Ticket) => Ticket): Acme =>
  withTickets({ read: async (...all) => change(await good.tickets.read(...all)) });
/** Every request is sent otherwise. */
const withRequest = (change: (request: VendorRequest) => VendorRequest): Acme =>
  withTickets({
    read: (context, ...rest) => good.tickets.read(sending(context, change), ...rest),
    search: (context, ...rest) => good.tickets.search(sending(context, change), ...rest),
  });
function sending(context: Context, change: (request: VendorRequest) => VendorRequest): Context {
  return { ...context, http: { request: (request) => context.http.request(change(request)) } };
}

/** How most connectors that one meets read: by an offset, until a page is short. */
interface NaiveReading {
  readonly sort?: string;
  readonly offset?: (page: number) => number;
  readonly isLast?: (rows: readonly unknown[], hasMore: boolean, limit: number) => boolean;
  readonly from?: (updatedFrom: string | undefined) => string | undefined;
}
const naively = ({
  sort = 'changed_at,id',
  offset = (page) => page,
  isLast = (_rows, hasMore) => !hasMore,
  from = (updatedFrom) => updatedFrom,
}: NaiveReading) =>
  async function* search(context: Context, query: TicketQuery): AsyncGenerator<Page<Ticket>> {
    const limit = query.pageSize ?? 100;
    for (let page = 0; ; page += 1) {
      const { body: list } = await ask(context, listSchema, {
        path: '/api/tickets',
        query: {
          changed_from: from(query.updatedFrom),
          changed_to: from(query.updatedTo),
          sort,
          limit,
          page: offset(page),
        },
      });
      const items = list.tickets.map((row) => ticketOf(context, rowSchema.parse(row)));
      const last = isLast(list.tickets, list.has_more, limit);
      yield { items, skipped: [], checkpoint: `page-${page}`, isLast: last };
      if (last) return;
    }
  };

const valuesOf = (change: TicketChange) =>
  Object.fromEntries(change.fields.map(({ path, to }) => [path, to.value]));
const update = (change: TicketChange, more: Readonly<Record<string, unknown>> = {}): VendorRequest => ({
  method: 'POST',
  path: `${ticketPath(change.ticketId)}/updates`,
  body: { fields: valuesOf(change), reference: change.actionId, ...more },
});
/** Sends and hopes. */
const writing =
  (request: (change: TicketChange) => VendorRequest): Changes['apply'] =>
  async (context, change) => {
    await context.http.request(request(change));
    return {
      outcome: 'applied',
      fields: change.fields.map(({ path }) => ({ path, outcome: 'applied', reason: null })),
      reason: null,
    };
  };

/** Past the site's client, and what it keeps to. */
function ownClient({ configuration }: Context, id: string): Promise<Response> {
  const { baseUrl, user, password } = configuration;
  const authorization = `Basic ${Buffer.from(`${user}:${password.reveal()}`).toString('base64')}`;
  return fetch(`${baseUrl}${ticketPath(id)}`, { headers: { authorization } });
}

const localTime = (time: string | undefined): string | undefined => {
  if (time === undefined) return undefined;
  const at = new Date(time);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString();
};

/** A fault that connectors were found to have, and the case that catches it. */
const broken: Readonly<Record<string, readonly [connector: Acme, caughtBy: string]>> = {
  // Faults of other people's connectors.
  'an offset that is always reset': [
    withTickets({ search: naively({ offset: () => 0 }) }),
    'paging: every ticket',
  ],
  'an error on page three taken as the end': [
    withTickets({
      async *search(context, query) {
        const pages = good.tickets.search(context, query)[Symbol.asyncIterator]();
        let last: Page<Ticket> | undefined;
        for (;;) {
          const next = await pages.next().catch(() => ({ done: true as const, value: undefined }));
          if (next.done) break;
          last = next.value;
          yield last;
        }
        if (last && !last.isLast)
          yield { items: [], skipped: [], checkpoint: `${last.checkpoint}end`, isLast: true };
      },
    }),
    'paging: an error on page three',
  ],
  'HTTP 400 ignored while reading': [
    withTickets({
      async *search(context, query) {
        try {
          yield* good.tickets.search(context, query);
        } catch {
          yield { items: [], skipped: [], checkpoint: 'none', isLast: true };
        }
      },
    }),
    'paging: HTTP 400',
  ],
  'HTTP 400 ignored while writing': [
    withChanges({ apply: writing((change) => ({ ...update(change), accept: [400] })) }),
    'changes: HTTP 400 to a write',
  ],
  'a POST repeated without a marker': [
    withChanges({
      apply: writing((change) => ({ ...update(change, { reference: undefined }), isRepeatable: true })),
    }),
    'changes: a connection cut after the effect',
  ],
  'a POST repeated although its marker may be there': [
    withChanges({ apply: writing((change) => ({ ...update(change), isRepeatable: true })) }),
    'changes: a write that meets 500',
  ],
  'a write without a marker': [
    withChanges({ apply: writing((change) => update(change, { reference: undefined })) }),
    'changes: a value is written in one request',
  ],
  'sort without tie-break': [
    withTickets({ search: naively({ sort: 'changed_at' }) }),
    'paging: tickets that changed in the same moment',
  ],
  'query injection: an id that goes into a path as it is': [
    withTickets({
      read: async (context, id) =>
        ticketOf(context, (await ask(context, rowSchema, { path: `/api/tickets/${id}` })).body),
    }),
    'reading: an id with the vendor',
  ],
  'a local time put into a query': [
    withTickets({ search: naively({ from: localTime }) }),
    'time zones: a window is the same whatever zone this machine',
  ],
  'an HTTP-date Retry-After ignored': [
    withTickets({
      async read(context, id) {
        for (;;) {
          const response = await ownClient(context, id);
          if (response.status !== 429) return ticketOf(context, rowSchema.parse(await response.json()));
          const seconds = Number.parseInt(response.headers.get('retry-after') ?? '', 10);
          await context.clock.sleep((seconds || 0) * 1000);
        }
      },
    }),
    'limits: 429 with `Retry-After` as an HTTP date',
  ],

  // Reading.
  'an HTTP client of its own': [
    withTickets({
      read: async (context, id) =>
        ticketOf(context, rowSchema.parse(await (await ownClient(context, id)).json())),
    }),
    'requests: all of them',
  ],
  'a short page taken for the last': [
    withTickets({ search: naively({ isLast: (rows, _hasMore, limit) => rows.length < limit }) }),
    'access rules: a page that they make short',
  ],
  'an offset while tickets move': [
    withTickets({ search: naively({}) }),
    'paging: a ticket that changes while pages are read',
  ],
  'a checkpoint that means nothing': [
    withTickets({ search: naively({}) }),
    'paging: a checkpoint holds no ticket text',
  ],
  'a checkpoint that is not used': [
    withTickets({
      search: (context, { checkpoint: _, ...query }) =>
        good.tickets.search(context, { ...query, updatedTo: '2026-03-03T09:32:00Z' }),
    }),
    'paging: after the last page',
  ],
  'no last page': [
    withTickets({
      async *search(...all) {
        for await (const page of good.tickets.search(...all)) yield { ...page, isLast: false };
      },
    }),
    'paging: a reading that resumes',
  ],
  'a ticket lost to a limit': [
    withTickets({
      async *search(context, query) {
        for await (const page of good.tickets.search(context, query))
          yield { ...page, items: page.items.slice(1) };
      },
    }),
    'limits: 429 in the middle of a reading',
  ],
  'a row with a blanked field stops the reading': [
    withTickets({
      async *search(...all) {
        for await (const page of good.tickets.search(...all)) {
          for (const { description } of page.items)
            if (description === '') throw new TypeError('text is missing');
          yield page;
        }
      },
    }),
    'access rules: a field that they blank',
  ],
  'bodies that nobody checks': [
    withTickets({
      read: async (context, id) => {
        const { body } = await context.http.request({ method: 'GET', path: ticketPath(id) });
        return { ...ticketOf(context, { references: [], ...(body as object) } as never), id };
      },
    }),
    'answers: a body of another shape is an error to whoever reads a ticket',
  ],
  'pages that nobody checks': [
    withTickets({
      async *search(context, query) {
        try {
          yield* good.tickets.search(context, query);
        } catch (error) {
          if (!(error instanceof Error && 'code' in error && error.code === 'vendor-contract')) throw error;
          yield { items: [], skipped: [], checkpoint: 'x', isLast: true };
        }
      },
    }),
    'answers: a body of another shape is an error to whoever reads pages',
  ],
  'an error that quotes the ticket': [
    withTickets({
      async read(context, id) {
        const { body } = await context.http.request({ method: 'GET', path: ticketPath(id) });
        const row = rowSchema.safeParse(body);
        if (row.success) return ticketOf(context, row.data);
        throw Object.assign(await good.tickets.read(context, id).catch((error) => error), {
          message: `Unexpected: ${JSON.stringify(body)}`,
        });
      },
    }),
    'answers: an error about a ticket',
  ],
  'text cut at 32,000 characters': [
    withTicket((ticket) => ({ ...ticket, description: ticket.description.slice(0, 32_000) })),
    'reading: a ticket of 1 MB',
  ],
  'text folded to ASCII': [
    withTicket((ticket) => ({ ...ticket, summary: ticket.summary.replace(/[^ -~]/g, '?') })),
    'reading: text in any script',
  ],
  'a signal that is not passed on': [
    withTickets({ read: (context, id) => good.tickets.read(context, id) }),
    'reading: whoever gives up',
  ],
  'a ticket out of nothing': [
    withTickets({
      read: (context, id, options) =>
        good.tickets.read(context, id, options).catch(() => good.tickets.read(context, 't-1000', options)),
    }),
    'reading: a ticket that does not exist',
  ],
  'times as the vendor’s screen shows them': [
    withTicket((ticket) => ({ ...ticket, updated: '03/03/2026 09:30' })),
    'reading: a ticket comes in canonical form',
  ],
  'types that are ignored': [
    withTickets({ search: (context, { types: _, ...query }) => good.tickets.search(context, query) }),
    'queries: `types`',
  ],
  'a count of something else': [withTickets({ count: async () => 7 }), 'queries: what the vendor counts'],
  'a history in which everybody is Signalbox': [
    withTickets({
      history: async (...all) =>
        (await good.tickets.history(...all)).map((entry) => ({ ...entry, isOwn: true })),
    }),
    'history: who set a field',
  ],
  'a 429 taken for an answer': [
    withRequest((request) => ({ ...request, accept: [429] })),
    'limits: 429 for the quota',
  ],
  'a catalog that is kept for ever': [
    {
      ...acmeConnector,
      catalog: {
        read: (() => {
          let kept: ReturnType<NonNullable<Acme['catalog']>['read']> | undefined;
          return (...all) => {
            kept ??= acmeConnector.catalog?.read(...all);
            return need(kept);
          };
        })(),
      },
    },
    'catalog: a value that the vendor',
  ],

  // Writing.
  'a human’s value overwritten': [
    withChanges({ apply: writing(update) }),
    'changes: what a human chose meanwhile',
  ],
  'a human who was faster by a moment': [
    withChanges({
      async apply(context, change, options) {
        const [request] = await good.changes.plan(context, change, options);
        if (!request) return good.changes.apply(context, change, options);
        return writing(() => request)(context, change, options);
      },
    }),
    'changes: what a human chooses between',
  ],
  'applied twice': [withChanges({ apply: writing(update) }), 'changes: applied twice'],
  'reading back that never looks': [
    withChanges({ readBack: async () => 'absent' }),
    'changes: an effect that comes after reading back',
  ],
  'reading back that takes a human’s value for ours': [
    withChanges({ readBack: async () => 'present' }),
    'changes: a lost write that a human has overtaken',
  ],
  'a late effect that is written again': [
    withChanges({
      apply: async (context, change, options) =>
        good.changes
          .apply(context, change, options)
          .catch(() => good.changes.apply(context, change, options)),
    }),
    'changes: an effect that comes after the answer was lost',
  ],
  'a lost answer called certain': [
    withChanges({
      apply: async (context, change, options) =>
        good.changes
          .apply(context, change, options)
          .catch(() => ({ outcome: 'rejected', fields: [], reason: 'no' })),
    }),
    'changes: a connection cut before the effect',
  ],
  'a refused value called applied': [
    withChanges({ apply: writing((change) => ({ ...update(change), accept: [422] })) }),
    'changes: a value that the vendor does not have',
  ],
  'a plan that writes': [
    withChanges({
      async plan(context, change, options) {
        await good.changes.apply(context, change, options);
        return [update(change)];
      },
    }),
    'changes: `plan`',
  ],
  'an internal explanation as a public comment': [
    withChanges({
      apply: writing((change) => update(change, { fields: {}, comment: change.explanation?.markdown })),
    }),
    'changes: an internal explanation',
  ],
  'a mark that is not found again': [
    { ...acmeConnector, humanQueue: { ...good.humanQueue, isMarked: () => false } },
    'human queue',
  ],

  // Webhooks.
  'signatures that nobody checks': [
    withWebhook({ verify: () => ({ deliveryId: null }) }),
    'webhooks: a changed body',
  ],
  'webhooks of last month': [
    withWebhook({
      verify: (delivery, configuration, clock) =>
        good.webhook.verify(delivery, configuration, { ...clock, now: () => Date.UTC(2026, 2, 3, 9, 31) }),
    }),
    'webhooks: one that has expired',
  ],
  'a time window of seconds': [
    withWebhook({
      verify(delivery, configuration, clock) {
        return good.webhook.verify(delivery, configuration, {
          ...clock,
          now: () => clock.now() + 2 * 3_600_000,
        });
      },
    }),
    'webhooks: one that comes minutes late',
  ],
  'a delivery id of the connector’s own': [
    withWebhook({
      verify: async (...all) => ({ ...(await good.webhook.verify(...all)), deliveryId: crypto.randomUUID() }),
    }),
    'webhooks: a duplicate',
  ],
  'the time of arrival taken for the time of the event': [
    withWebhook({
      parse: (...all) =>
        good.webhook.parse(...all).map((event) => ({ ...event, time: '2026-03-03T09:30:00Z', id: 'x' })),
    }),
    'webhooks: where a later one comes first',
  ],
  'a shape that nobody knows': [
    withWebhook({ parse: (body) => [(body as { ticket: { event: never } }).ticket.event] }),
    'webhooks: a body of another shape',
  ],
  'text in an event': [
    withWebhook({
      parse: (...all) => good.webhook.parse(...all).map((event) => ({ ...event, subject: '打印机坏了' })),
    }),
    'webhooks: a new ticket',
  ],
  'own writes taken for a human’s': [
    withWebhook({
      parse: (...all) =>
        good.webhook.parse(...all).map((event) => ({
          ...event,
          data: { ...event.data, isOwn: false, actor: { id: 'x', name: 'x', email: null, kind: 'human' } },
        })),
    }),
    'webhooks: Signalbox’s own write',
  ],
  'a person’s edit taken for Signalbox’s own': [
    withWebhook({
      parse: (...all) =>
        good.webhook.parse(...all).map((event) => ({ ...event, data: { ...event.data, isOwn: true } })),
    }),
    'webhooks: a person’s edit',
  ],
  'a name with spaces': [{ ...acmeConnector, name: 'Acme Desk' }, 'identity'],
  'a share above one': [
    { ...acmeConnector, limits: (configuration) => ({ ...acmeConnector.limits(configuration), share: 25 }) },
    'limits: the share',
  ],
};

test.each(Object.entries(broken))('a connector with %s is caught', async (_fault, [connector, caughtBy]) => {
  const names = conformanceCases.map(({ name }) => name).filter((name) => name.includes(caughtBy));
  expect(names).toHaveLength(1);
  const report = await runConformance(connector, { filter: caughtBy });
  expect(report.failed.map(({ name }) => name)).toEqual(names);
  // The sound connector passes the same case.
  expect(await runConformance(acmeConnector, { filter: caughtBy })).toMatchObject({
    run: 1,
    passed: 1,
    failed: [],
  });
});
