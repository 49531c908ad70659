import { secretValue, signHmac } from '@signalbox/sdk';
import { createSandbox, type Sandbox, type SandboxOptions, type SandboxStage } from '@signalbox/sdk/sandbox';
import { HttpResponse, http } from 'msw';

/** A ticket as Acme stores it. */
interface Stored {
  readonly id: string;
  readonly number: string;
  readonly note: string | null;
  readonly requester: string;
  readonly createdAt: number;
  changedAt: number;
  version: number;
  subject: string;
  text: string;
  values: Record<string, string | null>;
  flagged: boolean;
  references: string[];
  history: { at: string; user: string; field: string; from: string | null; to: string | null }[];
}

/** What may be posted about a ticket. Each is kept, also one that changes nothing. */
interface Update {
  readonly fields?: Readonly<Record<string, string | null>>;
  readonly reference?: string;
  /** For agents. */
  readonly note?: string;
  /** For the customer. */
  readonly comment?: string;
  readonly flagged?: boolean;
}

const own = 'signalbox';
const password = 'sandbox-password';
const authorization = `Basic ${Buffer.from(`${own}:${password}`).toString('base64')}`;
const iso = (at: number): string => new Date(at).toISOString();

/** An Acme to develop against: tickets, fields, history, access rules, webhooks. */
export function createAcmeSandbox(options: SandboxOptions = {}): Sandbox {
  return createSandbox('acme', options, (stage) => {
    const desk = new Desk(stage);
    const url = (path: string) => `${stage.baseUrl}/api${path}`;
    const secret = secretValue(stage.webhookSecret, 'webhookSecret');

    return {
      configuration: {
        baseUrl: stage.baseUrl,
        user: own,
        password: secretValue(password, 'password'),
        webhookSecret: secret,
      },
      credentials: { user: own, password },
      signatureHeader: 'x-acme-signature',
      sign: (body, number) => ({
        'x-acme-signature': signHmac(secret, {
          body,
          encoding: 'hex',
          prefix: 'sha256=',
          algorithm: 'sha256',
        }),
        'x-acme-delivery': `delivery-${number}`,
      }),
      createTicket: async ({ summary, description, note }) => desk.create(summary, description, note ?? null),
      editTicket: async (id, fields, actor = 'ada') => {
        const values = Object.entries(fields).map(([field, value]) => [
          field,
          value === null ? null : String(value),
        ]);
        desk.update(desk.find(id), { fields: Object.fromEntries(values) }, actor);
      },
      deleteTicket: async (id) => desk.delete(id),
      get tickets() {
        return [...desk.tickets.values()].map(({ id, number, note, values }) => ({
          id,
          key: number,
          note,
          fields: { ...values },
        }));
      },
      admin: {
        hideTicket: (id) => desk.hidden.add(id),
        hideField: (path) => desk.hiddenFields.add(path === 'description' ? 'text' : path),
        addChoice: (path, label) => desk.choices[path]?.push(label),
        removeChoice: (path, label) => desk.choices[path]?.splice(desk.choices[path].indexOf(label), 1),
      },
      api: [
        http.all(url('/*'), ({ request }) =>
          request.headers.get('authorization') === authorization
            ? undefined
            : HttpResponse.json({ error: 'Sign in.' }, { status: 401 }),
        ),
        http.get(url('/fields'), () => {
          const fields = Object.entries(desk.choices).map(([id, values]) => ({
            id,
            label: id,
            choices: values.map((value) => ({ value, label: value })),
          }));
          return HttpResponse.json({ fields });
        }),
        http.get(url('/tickets/count'), ({ request }) =>
          HttpResponse.json({ total: desk.list(new URL(request.url).searchParams).length }),
        ),
        http.get(url('/tickets'), ({ request }) => {
          const { searchParams } = new URL(request.url);
          const limit = Number(searchParams.get('limit') ?? 20);
          const start = Number(searchParams.get('page') ?? 0) * limit;
          const found = desk.list(searchParams);
          // The limit counts before access rules, so that a page may be short, or empty.
          const page = found.slice(start, start + limit).filter(({ id }) => !desk.hidden.has(id));
          return HttpResponse.json({
            tickets: page.map((each) => desk.row(each)),
            has_more: start + limit < found.length,
          });
        }),
        http.get(url('/tickets/:id'), ({ params }) => {
          const ticket = desk.visible(params.id);
          return ticket ? HttpResponse.json(desk.row(ticket)) : notFound();
        }),
        http.get(url('/tickets/:id/history'), ({ params }) => {
          const ticket = desk.visible(params.id);
          return ticket ? HttpResponse.json({ entries: ticket.history }) : notFound();
        }),
        http.post(url('/tickets/:id/updates'), async ({ params, request }) => {
          const ticket = desk.visible(params.id);
          if (!ticket) return notFound();
          const update = (await request.json()) as Update;
          const wrong = Object.entries(update.fields ?? {}).find(
            ([field, value]) => value !== null && !desk.choices[field]?.includes(value),
          );
          if (wrong) return HttpResponse.json({ error: `${wrong[0]} has no such value.` }, { status: 422 });
          desk.update(ticket, update, own);
          return HttpResponse.json(desk.row(ticket), { status: 201 });
        }),
      ],
    };
  });
}

const notFound = () => HttpResponse.json({ error: 'No such ticket.' }, { status: 404 });

/** What Acme knows, and what people do there. */
class Desk {
  readonly tickets = new Map<string, Stored>();
  readonly hidden = new Set<string>();
  readonly hiddenFields = new Set<string>();
  readonly choices: Record<string, string[]> = {
    category: ['Hardware', 'Software', 'Network', 'Access'],
    priority: ['low', 'normal', 'high', 'urgent'],
  };
  readonly #stage: SandboxStage;

  constructor(stage: SandboxStage) {
    this.#stage = stage;
  }

  create(subject: string, text: string, note: string | null): { readonly id: string; readonly key: string } {
    const at = this.#stage.now();
    const number = 1000 + this.tickets.size;
    const ticket: Stored = {
      id: `t-${number}`,
      number: `ACME-${number}`,
      note,
      requester: 'cleo',
      createdAt: at,
      changedAt: at,
      version: 1,
      subject,
      text,
      values: { category: null, priority: null },
      flagged: false,
      references: [],
      history: [],
    };
    this.tickets.set(ticket.id, ticket);
    this.#tell('ticket.created', ticket, 'cleo', ['subject', 'text'], null);
    return { id: ticket.id, key: ticket.number };
  }

  update(ticket: Stored, { fields = {}, reference, comment, flagged }: Update, user: string): void {
    const at = this.#stage.now();
    for (const [field, to] of Object.entries(fields)) {
      ticket.history.push({ at: iso(at), user, field, from: ticket.values[field] ?? null, to });
      ticket.values[field] = to;
    }
    if (reference !== undefined && !ticket.references.includes(reference)) ticket.references.push(reference);
    ticket.flagged = flagged ?? ticket.flagged;
    ticket.changedAt = at;
    ticket.version += 1;
    this.#tell('ticket.updated', ticket, user, Object.keys(fields), reference ?? null, comment !== undefined);
  }

  delete(id: string): void {
    const ticket = this.find(id);
    this.tickets.delete(id);
    this.#tell('ticket.deleted', ticket, 'ada', [], null);
  }

  find(id: string): Stored {
    const ticket = this.tickets.get(id);
    if (!ticket) throw new RangeError(`The sandbox has no ticket ${id}.`);
    return ticket;
  }

  visible(id: unknown): Stored | undefined {
    return typeof id === 'string' && !this.hidden.has(id) ? this.tickets.get(id) : undefined;
  }

  /** In the order asked for; where `sort` leaves a tie, in any. */
  list(search: URLSearchParams): readonly Stored[] {
    const from = Date.parse(search.get('changed_from') ?? '') || 0;
    const to = Date.parse(search.get('changed_to') ?? '') || Number.POSITIVE_INFINITY;
    const byId = search.get('sort') === 'changed_at,id';
    return [...this.tickets.values()]
      .filter(({ changedAt }) => changedAt >= from && changedAt < to)
      .map((ticket) => ({ ticket, tie: byId ? ticket.id : String(this.#stage.random()) }))
      .sort(
        (left, right) => left.ticket.changedAt - right.ticket.changedAt || (left.tie < right.tie ? -1 : 1),
      )
      .map(({ ticket }) => ticket);
  }

  row(ticket: Stored): Readonly<Record<string, unknown>> {
    const row = {
      id: ticket.id,
      number: ticket.number,
      subject: ticket.subject,
      text: ticket.text,
      status: 'new',
      ...ticket.values,
      flagged: ticket.flagged,
      requester: ticket.requester,
      created_at: iso(ticket.createdAt),
      changed_at: iso(ticket.changedAt),
      version: ticket.version,
      references: ticket.references,
    };
    return Object.fromEntries(Object.entries(row).filter(([field]) => !this.hiddenFields.has(field)));
  }

  #tell(
    event: string,
    ticket: Stored,
    user: string,
    fields: readonly string[],
    actionId: string | null,
    isPublic = false,
  ): void {
    const { id, number, version } = ticket;
    const at = iso(this.#stage.now());
    const kind = event === 'ticket.created' ? 'create' : isPublic || fields.length === 0 ? 'comment' : 'edit';
    if (event !== 'ticket.deleted') {
      this.#stage.record({ at, ticketId: id, kind, actor: user, fields, actionId, isPublic });
    }
    const message = { id, number, version, changed_at: iso(ticket.changedAt) };
    this.#stage.tell(id, { event, sent_at: at, ticket: message, user, changed: fields });
  }
}
