import { type Route, type Suggestion, suggestionSchema } from '@signalbox/triage/schema';
import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import { inScope, type SiteScope, type Store } from '../store/index.ts';
import type { DecisionTables } from './tables.ts';

/** One line of the list of decisions. */
export interface DecisionSummary {
  readonly receiptId: string;
  readonly site: string;
  readonly ticketId: string;
  readonly ticketKey: string;
  readonly url: string;
  readonly route: Route;
  readonly reason: Suggestion['reason'];
  readonly fields: readonly {
    readonly field: string;
    readonly label: string | null;
    readonly probability: number | null;
    readonly route: Route;
    readonly reason: Suggestion['reason'];
  }[];
  readonly modelId: string | null;
  readonly decidedAt: string;
  readonly latencyMs: number;
}

export interface DecisionQuery {
  readonly limit: number;
  /** Resumes after this cursor. */
  readonly before?: string | undefined;
  readonly site?: string | undefined;
  readonly route?: Route | undefined;
  /** Part of a ticket key. */
  readonly key?: string | undefined;
}

/** What people and reports read of the decisions. */
export interface DecisionLog {
  list(
    scope: SiteScope,
    query: DecisionQuery,
  ): Promise<{ readonly items: readonly DecisionSummary[]; readonly next: string | null }>;
  suggestion(scope: SiteScope, site: string, ticketId: string): Promise<Suggestion | null>;
  /** The suggestion of a receipt, with the masked text while it is retained. */
  detail(
    scope: SiteScope,
    receiptId: string,
  ): Promise<{
    readonly suggestion: Suggestion;
    readonly maskedText: string | null;
    readonly ticketUrl: string;
  } | null>;
  /** Milliseconds from webhook to decision; null when nothing was decided. */
  latency(
    scope: SiteScope,
    since: string,
  ): Promise<{ readonly p50: number; readonly p95: number; readonly p99: number } | null>;
}

const cursorSchema = z.tuple([z.iso.datetime(), z.string().regex(/^[\w-]+$/)]);

const cursorOf = (row: { decided_at: string; id: string }): string =>
  Buffer.from(JSON.stringify([row.decided_at, row.id])).toString('base64url');

/** null for what no list ever gave out. */
function readCursor(cursor: string): readonly [string, string] | null {
  try {
    const parsed = cursorSchema.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Whether a list gave it out. A made-up one must not read as the first page: its client would go round for ever. */
export function isCursor(text: string): boolean {
  return readCursor(text) !== null;
}

function summarise(row: Selectable<DecisionTables['decision_receipt']>): DecisionSummary {
  return {
    receiptId: row.id,
    site: row.site,
    ticketId: row.ticket_id,
    ticketKey: row.ticket_key,
    url: row.ticket_url,
    route: row.route,
    reason: row.reason,
    // What was shown: of a blind sample that is nothing.
    fields: row.suggestion.fields.map(({ field, label, probability, route, reason }) => ({
      field,
      label,
      probability,
      route,
      reason,
    })),
    modelId: row.model_id,
    decidedAt: row.decided_at,
    latencyMs: row.latency_ms,
  };
}

export function createDecisionLog(store: Store): DecisionLog {
  const tables = () => store.tables<DecisionTables>();
  const site = sql.ref<string>('site');
  return {
    async list(scope, { limit, before, site: oneSite, route, key }) {
      const cursor = before === undefined ? null : readCursor(before);
      let query = tables().selectFrom('decision_receipt').selectAll().where(inScope(scope, site));
      if (cursor)
        query = query.where(sql<boolean>`(decided_at, id) < (${cursor[0]}::timestamptz, ${cursor[1]})`);
      if (oneSite) query = query.where('site', '=', oneSite);
      if (route) query = query.where('route', '=', route);
      if (key) query = query.where(sql<boolean>`position(lower(${key}) in lower(ticket_key)) > 0`);
      const rows = await query
        .orderBy('decided_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute();
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      return { items: shown.map(summarise), next: rows.length > limit && last ? cursorOf(last) : null };
    },
    async suggestion(scope, siteName, ticketId) {
      const row = await tables()
        .selectFrom('decision_receipt')
        .select('suggestion')
        .where(inScope(scope, site))
        .where('site', '=', siteName)
        .where('ticket_id', '=', ticketId)
        .orderBy('decided_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ? suggestionSchema.parse(row.suggestion) : null;
    },
    async detail(scope, receiptId) {
      const row = await tables()
        .selectFrom('decision_receipt as receipt')
        .leftJoin('decision_text as text', 'text.receipt_id', 'receipt.id')
        .select(['receipt.suggestion', 'receipt.ticket_url', 'text.masked_text'])
        .where(inScope(scope, sql.ref<string>('receipt.site')))
        .where('receipt.id', '=', receiptId)
        .executeTakeFirst();
      return row
        ? {
            suggestion: suggestionSchema.parse(row.suggestion),
            maskedText: row.masked_text,
            ticketUrl: row.ticket_url,
          }
        : null;
    },
    async latency(scope, since) {
      const row = await tables()
        .selectFrom('decision_receipt')
        .select(
          sql<number[] | null>`percentile_cont(array[0.5, 0.95, 0.99]) within group (order by latency_ms)`.as(
            'quantiles',
          ),
        )
        .where(inScope(scope, site))
        .where('decided_at', '>=', since)
        .executeTakeFirst();
      const [p50, p95, p99] = row?.quantiles ?? [];
      return p50 === undefined || p95 === undefined || p99 === undefined ? null : { p50, p95, p99 };
    },
  };
}
