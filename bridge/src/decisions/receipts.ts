import type { TriageRecord } from '@signalbox/triage/line';
import { type Receipt, receiptSchema } from '@signalbox/triage/schema';
import { type Kysely, sql, type Transaction } from 'kysely';
import { inScope, oneSite, type SiteScope, type Store } from '../store/index.ts';
import type { DecisionTables } from './tables.ts';

/** What a receipt's row holds beyond the receipt itself. */
export interface ReceiptContext {
  readonly ticketUrl: string;
  /** From the webhook's arrival to the decision. */
  readonly latencyMs: number;
}

/** Receipts with the policies and catalogs they refer to, each stored once. */
export interface Receipts {
  latest(site: string, ticketId: string): Promise<Receipt | null>;
  find(scope: SiteScope, receiptId: string): Promise<Receipt | null>;
  countSince(site: string, ticketId: string, since: string): Promise<number>;
  /** False, and nothing stored, when this triage-relevant version has a decision. */
  insert(
    transaction: Transaction<DecisionTables>,
    record: TriageRecord,
    context: ReceiptContext,
  ): Promise<boolean>;
  /** Takes masked text away that was decided before `before` (ISO 8601); returns how many. */
  forgetText(before: string): Promise<number>;
}

function selectReceipts(tables: Kysely<DecisionTables>) {
  return tables
    .selectFrom('decision_receipt as receipt')
    .innerJoin('decision_policy as policy', (join) =>
      join.onRef('policy.site', '=', 'receipt.site').onRef('policy.version', '=', 'receipt.policy_version'),
    )
    .leftJoin('decision_catalog as catalog', (join) =>
      join
        .onRef('catalog.site', '=', 'receipt.site')
        .onRef('catalog.version', '=', 'receipt.catalog_version'),
    )
    .selectAll('receipt')
    .select(['policy.policy', 'catalog.catalog']);
}
type ReceiptRow = Awaited<ReturnType<ReturnType<typeof selectReceipts>['executeTakeFirstOrThrow']>>;

function toReceipt(row: ReceiptRow): Receipt {
  return receiptSchema.parse({
    id: row.id,
    site: row.site,
    ticketId: row.ticket_id,
    ticketKey: row.ticket_key,
    triageVersion: row.triage_version,
    maskedTextHash: row.masked_text_hash,
    maskingVersion: row.masking_version,
    input: {
      facts: row.facts,
      classification: row.classification,
      obstacle: row.obstacle,
      policy: row.policy,
      catalog: row.catalog,
      matchedRules: row.matched_rules,
      standing: row.standing,
    },
    decision: row.decision,
    decidedAt: row.decided_at,
  });
}

async function insertVersions(
  transaction: Transaction<DecisionTables>,
  { site, input }: Receipt,
): Promise<void> {
  const { policy, catalog } = input;
  await transaction
    .insertInto('decision_policy')
    .values({ site, version: policy.version, policy: JSON.stringify(policy) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  if (catalog === null) return;
  await transaction
    .insertInto('decision_catalog')
    .values({ site, version: catalog.version, catalog: JSON.stringify(catalog) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function receiptRow({ receipt, suggestion }: TriageRecord, context: ReceiptContext) {
  const { input, decision } = receipt;
  return {
    id: receipt.id,
    site: receipt.site,
    ticket_id: receipt.ticketId,
    ticket_key: receipt.ticketKey,
    triage_version: receipt.triageVersion,
    route: decision.route,
    reason: decision.reason,
    model_id: suggestion.modelId,
    policy_version: input.policy.version,
    catalog_version: input.catalog?.version ?? null,
    masking_version: receipt.maskingVersion,
    masked_text_hash: receipt.maskedTextHash,
    facts: JSON.stringify(input.facts),
    classification: input.classification && JSON.stringify(input.classification),
    obstacle: input.obstacle,
    matched_rules: JSON.stringify(input.matchedRules),
    standing: input.standing && JSON.stringify(input.standing),
    decision: JSON.stringify(decision),
    suggestion: JSON.stringify(suggestion),
    ticket_url: context.ticketUrl,
    decided_at: receipt.decidedAt,
    latency_ms: context.latencyMs,
  };
}

export function createReceipts(store: Store): Receipts {
  const tables = () => store.tables<DecisionTables>();
  return {
    async latest(site, ticketId) {
      const row = await selectReceipts(tables())
        .where(inScope(oneSite(site), sql.ref('receipt.site')))
        .where('receipt.ticket_id', '=', ticketId)
        .orderBy('receipt.decided_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ? toReceipt(row) : null;
    },
    async find(scope, receiptId) {
      const row = await selectReceipts(tables())
        .where(inScope(scope, sql.ref('receipt.site')))
        .where('receipt.id', '=', receiptId)
        .executeTakeFirst();
      return row ? toReceipt(row) : null;
    },
    async countSince(site, ticketId, since) {
      const { decided } = await tables()
        .selectFrom('decision_receipt')
        .select(({ fn }) => fn.countAll<number>().as('decided'))
        .where(inScope(oneSite(site), sql.ref('site')))
        .where('ticket_id', '=', ticketId)
        .where('decided_at', '>=', since)
        .executeTakeFirstOrThrow();
      return decided;
    },
    async insert(transaction, record, context) {
      await insertVersions(transaction, record.receipt);
      const inserted = await transaction
        .insertInto('decision_receipt')
        .values(receiptRow(record, context))
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst();
      if (!inserted) return false;
      await transaction
        .insertInto('decision_text')
        .values({
          receipt_id: record.receipt.id,
          site: record.receipt.site,
          masked_text: record.maskedText,
          decided_at: record.receipt.decidedAt,
        })
        .execute();
      return true;
    },
    async forgetText(before) {
      const { numDeletedRows } = await tables()
        .deleteFrom('decision_text')
        .where('decided_at', '<', before)
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}
