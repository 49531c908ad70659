import { randomBytes } from 'node:crypto';
import type { BlindOutcome, BlindSample } from '@signalbox/triage/line';
import type { ReasonCode } from '@signalbox/triage/schema';
import { type Selectable, sql, type Transaction } from 'kysely';
import { inScope, oneSite, type Store } from '../../store/index.ts';
import type { WatchTables } from './tables.ts';

export type WaitingSample = Selectable<WatchTables['watch_sample']>;

/** One target of a site's certificate. */
export interface WatchedTarget {
  readonly site: string;
  readonly certificateId: string;
  readonly target: string;
}

export interface SampleCounts {
  readonly waiting: number;
  readonly right: number;
  readonly wrong: number;
  readonly unlabelled: number;
  readonly superseded: number;
}

export interface Demotion {
  readonly reason: ReasonCode;
  readonly at: string;
}

/** The blind samples, their outcomes, and what was taken back to suggest. */
export interface WatchLog {
  /** The secret of the draw: made once, the same for all replicas. */
  salt(): Promise<string>;
  /** In the transaction that stores the decision. An earlier sample of the ticket that still waits is given up. */
  add(
    transaction: Transaction<WatchTables>,
    ticket: Pick<BlindSample, 'site' | 'ticketId'>,
    samples: readonly BlindSample[],
    at: string,
  ): Promise<void>;
  waiting(site: string, ticketId: string): Promise<readonly WaitingSample[]>;
  waitingTickets(): Promise<readonly { readonly site: string; readonly ticketId: string }[]>;
  settle(
    transaction: Transaction<WatchTables>,
    sample: WaitingSample,
    outcome: BlindOutcome,
    at: string,
  ): Promise<void>;
  counts(target: WatchedTarget): Promise<SampleCounts>;
  /** False when it was demoted before. */
  demote(target: WatchedTarget, demotion: Demotion): Promise<boolean>;
  /** By target. */
  demotions(site: string, certificateId: string): Promise<ReadonlyMap<string, Demotion>>;
}

export function createWatchLog(store: Store): WatchLog {
  const tables = () => store.tables<WatchTables>();
  const site = sql.ref<string>('site');
  return {
    async salt() {
      await tables()
        .insertInto('watch_salt')
        .values({ id: 1, salt: randomBytes(32).toString('hex') })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const { salt } = await tables().selectFrom('watch_salt').select('salt').executeTakeFirstOrThrow();
      return salt;
    },
    async add(transaction, ticket, samples, at) {
      await transaction
        .updateTable('watch_sample')
        .set({ outcome: 'superseded', settled_at: at })
        .where(inScope(oneSite(ticket.site), site))
        .where('ticket_id', '=', ticket.ticketId)
        .where('outcome', 'is', null)
        .execute();
      if (samples.length === 0) return;
      await transaction
        .insertInto('watch_sample')
        .values(
          samples.map((sample) => ({
            receipt_id: sample.receiptId,
            site: sample.site,
            ticket_id: sample.ticketId,
            field: sample.field,
            target: sample.target,
            certificate_id: sample.certificateId,
            path: sample.path,
            value: JSON.stringify(sample.value),
            outcome: null,
            decided_at: at,
            settled_at: null,
          })),
        )
        .execute();
    },
    async waiting(name, ticketId) {
      return await tables()
        .selectFrom('watch_sample')
        .selectAll()
        .where(inScope(oneSite(name), site))
        .where('ticket_id', '=', ticketId)
        .where('outcome', 'is', null)
        .execute();
    },
    async waitingTickets() {
      const rows = await tables()
        .selectFrom('watch_sample')
        .select(['site', 'ticket_id as ticketId'])
        .distinct()
        .where('outcome', 'is', null)
        .execute();
      return rows;
    },
    async settle(transaction, sample, outcome, at) {
      await transaction
        .updateTable('watch_sample')
        .set({ outcome, settled_at: at })
        .where(inScope(oneSite(sample.site), site))
        .where('receipt_id', '=', sample.receipt_id)
        .where('field', '=', sample.field)
        .where('outcome', 'is', null)
        .execute();
    },
    async counts({ site: name, certificateId, target }) {
      const rows = await tables()
        .selectFrom('watch_sample')
        .select(['outcome', sql<number>`count(*)::int`.as('count')])
        .where(inScope(oneSite(name), site))
        .where('certificate_id', '=', certificateId)
        .where('target', '=', target)
        .groupBy('outcome')
        .execute();
      const of = (outcome: WaitingSample['outcome']) =>
        rows.find((row) => row.outcome === outcome)?.count ?? 0;
      return {
        waiting: of(null),
        right: of('right'),
        wrong: of('wrong'),
        unlabelled: of('unlabelled'),
        superseded: of('superseded'),
      };
    },
    async demote({ site: name, certificateId, target }, { reason, at }) {
      const inserted = await tables()
        .insertInto('watch_demotion')
        .values({ site: name, certificate_id: certificateId, target, reason, demoted_at: at })
        .onConflict((conflict) => conflict.doNothing())
        .returning('target')
        .executeTakeFirst();
      return inserted !== undefined;
    },
    async demotions(name, certificateId) {
      const rows = await tables()
        .selectFrom('watch_demotion')
        .select(['target', 'reason', 'demoted_at'])
        .where(inScope(oneSite(name), site))
        .where('certificate_id', '=', certificateId)
        .execute();
      return new Map(rows.map(({ target, reason, demoted_at: at }) => [target, { reason, at }]));
    },
  };
}
