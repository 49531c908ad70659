import type { FieldPath, Ticket } from '@signalbox/sdk';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Store } from '../../store/index.ts';
import { recordedPaths, recordFields } from '../recorded-fields/index.ts';
import type { ReadingTables } from '../tables.ts';

export type TicketRecord = Selectable<ReadingTables['reading_ticket']>;
type Tables = Kysely<ReadingTables>;

/** A ticket that has another key than before. */
export interface Move {
  readonly ticketId: string;
  readonly key: string;
  readonly formerKey: string;
}

export type GoneWhy = TicketRecord['gone_why'];

const finished: ReadonlySet<string> = new Set(['resolved', 'closed', 'cancelled']);

export const isOpen = (ticket: Pick<Ticket, 'state'>): boolean => !finished.has(ticket.state.phase);

/**
 * What reading knows of each ticket: where it stands, and a checksum of every recorded field. No text and no names.
 * Every method works in the caller's transaction, or on `store.tables()`.
 */
export interface TicketRecords {
  /** What would be recorded of a ticket as it is now. */
  fieldsOf(tables: Tables, site: string, ticket: Ticket): Promise<TicketRecord['fields']>;
  /** Records tickets as they were read; an older version than the recorded one changes nothing. */
  put(tables: Tables, site: string, tickets: readonly Ticket[], at: string): Promise<readonly Move[]>;
  find(tables: Tables, site: string, ids: readonly string[]): Promise<ReadonlyMap<string, TicketRecord>>;
  /** Sets tickets down as gone; returns those that were not before. */
  markGone(
    tables: Tables,
    site: string,
    ids: readonly string[],
    why: GoneWhy,
    at: string,
  ): Promise<readonly string[]>;
  /** Ids after `after`, in order, of tickets whose record lacks one of the site's recorded fields. */
  lacking(site: string, after: string, limit: number): Promise<readonly string[]>;
  countLacking(site: string): Promise<number>;
  /** Sets down that tickets were looked for and are there. */
  touch(site: string, ids: readonly string[], at: string): Promise<void>;
  /** Open tickets that nobody has looked for since `before`, the longest ago first. */
  unseen(site: string, before: string, limit: number): Promise<readonly string[]>;
  /** When the oldest change of a recorded ticket was; null without any. */
  oldest(site: string): Promise<string | null>;
  /** Deletes records that nobody has read since `before`. */
  sweep(before: string): Promise<number>;
}

export function createTicketRecords(
  store: Store,
  mappedPaths: (site: string) => readonly FieldPath[],
): TicketRecords {
  const all = (): Tables => store.tables<ReadingTables>();
  const salts = new Map<string, string>();

  async function saltOf(tables: Tables, site: string): Promise<string> {
    const known = salts.get(site);
    if (known !== undefined) return known;
    const row = await tables
      .selectFrom('reading_site')
      .select('salt')
      .where('site', '=', site)
      .executeTakeFirstOrThrow();
    salts.set(site, row.salt);
    return row.salt;
  }

  const lackingOf = (site: string) =>
    all()
      .selectFrom('reading_ticket')
      .where('site', '=', site)
      .where('gone_at', 'is', null)
      .where(sql<boolean>`not fields ?& ${[...recordedPaths(mappedPaths(site))]}::text[]`);

  const find: TicketRecords['find'] = async (tables, site, ids) => {
    if (ids.length === 0) return new Map();
    const rows = await tables
      .selectFrom('reading_ticket')
      .selectAll()
      .where('site', '=', site)
      .where('ticket_id', 'in', [...ids])
      .execute();
    return new Map(rows.map((row) => [row.ticket_id, row]));
  };

  return {
    find,
    async fieldsOf(tables, site, ticket) {
      return recordFields(ticket, mappedPaths(site), await saltOf(tables, site));
    },
    async put(tables, site, tickets, at) {
      if (tickets.length === 0) return [];
      const ids = tickets.map(({ id }) => id);
      const known = await find(tables, site, ids);
      const salt = await saltOf(tables, site);
      const mapped = mappedPaths(site);
      const rows = tickets.map((ticket) => ({
        ticket_id: ticket.id,
        ticket_key: ticket.key,
        project: ticket.project,
        version: ticket.version,
        updated: ticket.updated,
        is_open: isOpen(ticket),
        fields: recordFields(ticket, mapped, salt),
      }));
      // In an order that is the same everywhere, so that two readings of a site never wait in a circle.
      await sql`
        insert into reading_ticket as known
          (site, ticket_id, ticket_key, project, version, updated, is_open, fields, read_at, checked_at)
        select ${site}, ticket_id, ticket_key, project, version, updated, is_open, fields, ${at}, ${at}
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as news (ticket_id text, ticket_key text,
          project text, version text, updated timestamptz, is_open boolean, fields jsonb)
        order by ticket_id collate "C"
        on conflict (site, ticket_id) do update set
          former_key = case when known.ticket_key = excluded.ticket_key then known.former_key else known.ticket_key end,
          moved_at = case when known.ticket_key = excluded.ticket_key then known.moved_at else excluded.read_at end,
          ticket_key = excluded.ticket_key, project = excluded.project, version = excluded.version,
          updated = excluded.updated, is_open = excluded.is_open, fields = excluded.fields,
          read_at = excluded.read_at, checked_at = excluded.checked_at, gone_at = null, gone_why = null
        where excluded.updated >= known.updated`.execute(tables);
      return tickets.flatMap(({ id, key }) => {
        const former = known.get(id)?.ticket_key;
        return former === undefined || former === key ? [] : [{ ticketId: id, key, formerKey: former }];
      });
    },
    async markGone(tables, site, ids, why, at) {
      if (ids.length === 0) return [];
      const rows = await tables
        .updateTable('reading_ticket')
        .set({ gone_at: at, gone_why: why, checked_at: at })
        .where('site', '=', site)
        .where('ticket_id', 'in', [...ids])
        .where('gone_at', 'is', null)
        .returning('ticket_id')
        .execute();
      return rows.map((row) => row.ticket_id);
    },
    async lacking(site, after, limit) {
      const rows = await lackingOf(site)
        .select('ticket_id')
        .where(sql<boolean>`ticket_id collate "C" > ${after} collate "C"`)
        .orderBy(sql`ticket_id collate "C"`)
        .limit(limit)
        .execute();
      return rows.map((row) => row.ticket_id);
    },
    async countLacking(site) {
      const row = await lackingOf(site)
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return row.count;
    },
    async touch(site, ids, at) {
      if (ids.length === 0) return;
      await all()
        .updateTable('reading_ticket')
        .set({ checked_at: at })
        .where('site', '=', site)
        .where('ticket_id', 'in', [...ids])
        .execute();
    },
    async unseen(site, before, limit) {
      const rows = await all()
        .selectFrom('reading_ticket')
        .select('ticket_id')
        .where('site', '=', site)
        .where('is_open', '=', true)
        .where('gone_at', 'is', null)
        .where('checked_at', '<', before)
        .orderBy('checked_at')
        .limit(limit)
        .execute();
      return rows.map((row) => row.ticket_id);
    },
    async oldest(site) {
      const row = await all()
        .selectFrom('reading_ticket')
        .select(({ fn }) => fn.min<string | null>('updated').as('updated'))
        .where('site', '=', site)
        .executeTakeFirst();
      return row?.updated ?? null;
    },
    async sweep(before) {
      const query = all().deleteFrom('reading_ticket').where('checked_at', '<', before);
      return Number((await query.executeTakeFirst()).numDeletedRows);
    },
  };
}
