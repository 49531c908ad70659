import { SignalboxError } from '@signalbox/sdk';
import { actionSchema, reasonCodeSchema, routeSchema, suggestionSchema } from '@signalbox/triage/schema';
import { z } from 'zod';
import { defineRoute, type Route } from '../http/index.ts';
import type { Outbox } from '../writeback/index.ts';
import { type DecisionLog, isCursor } from './decision-log.ts';
import type { Receipts } from './receipts.ts';

const tag = 'decisions';
const readers = ['viewer'] as const;

const actionSummarySchema = actionSchema.pick({ id: true, kind: true, status: true, reason: true });
const fieldSummarySchema = z.object({
  field: z.string(),
  label: z.string().nullable(),
  probability: z.number().nullable(),
  route: routeSchema,
  reason: reasonCodeSchema,
});
const decisionSummarySchema = z.object({
  receiptId: z.string(),
  site: z.string(),
  ticketId: z.string(),
  ticketKey: z.string(),
  url: z.string(),
  route: routeSchema,
  reason: reasonCodeSchema,
  fields: z.array(fieldSummarySchema),
  modelId: z.string().nullable(),
  decidedAt: z.string(),
  latencyMs: z.number(),
  actions: z.array(actionSummarySchema),
});
const receiptSummarySchema = z.object({
  id: z.string(),
  triageVersion: z.string(),
  policyVersion: z.string(),
  catalogVersion: z.string().nullable(),
  modelId: z.string().nullable(),
  maskingVersion: z.string(),
  decidedAt: z.string(),
});

const missing = (what: string): SignalboxError =>
  new SignalboxError('not-found', `There is no ${what} that you may see.`);

/** Reading decisions: the list, one of them whole, and the suggestion for a ticket. */
export function decisionRoutes(log: DecisionLog, receipts: Receipts, outbox: Outbox): readonly Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/decisions',
      operationId: 'listDecisions',
      access: readers,
      summary: 'Decisions, newest first',
      tag,
      query: z.object({
        limit: z.coerce.number().int().min(1).max(200).default(50),
        before: z.string().refine(isCursor, 'A cursor is what "next" of the page before said.').optional(),
        site: z.string().optional(),
        route: routeSchema.optional(),
        q: z.string().max(100).optional(),
      }),
      result: z.object({ items: z.array(decisionSummarySchema), next: z.string().nullable() }),
      async handle({ query, caller }) {
        const { q: key, ...rest } = query;
        const page = await log.list(caller.scope, { ...rest, key });
        const actions = await outbox.forReceipts(
          caller.scope,
          page.items.map((item) => item.receiptId),
        );
        const items = page.items.map((item) => ({
          ...item,
          fields: [...item.fields],
          actions: (actions.get(item.receiptId) ?? []).map(({ id, kind, status, reason }) => ({
            id,
            kind,
            status,
            reason,
          })),
        }));
        return { items, next: page.next };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/decisions/{receiptId}',
      operationId: 'readDecision',
      access: readers,
      summary: 'One decision: its suggestion, its receipt, and what became of its actions',
      tag,
      params: z.object({ receiptId: z.string() }),
      result: z.object({
        suggestion: suggestionSchema,
        receipt: receiptSummarySchema,
        maskedText: z.string().nullable(),
        actions: z.array(actionSchema),
        ticketUrl: z.string(),
      }),
      async handle({ params, caller }) {
        const [detail, receipt, actions] = await Promise.all([
          log.detail(caller.scope, params.receiptId),
          receipts.find(caller.scope, params.receiptId),
          outbox.forReceipts(caller.scope, [params.receiptId]),
        ]);
        if (!detail || !receipt) throw missing('decision');
        return {
          ...detail,
          receipt: {
            id: receipt.id,
            triageVersion: receipt.triageVersion,
            policyVersion: receipt.input.policy.version,
            catalogVersion: receipt.input.catalog?.version ?? null,
            modelId: receipt.input.classification?.modelId ?? null,
            maskingVersion: receipt.maskingVersion,
            decidedAt: receipt.decidedAt,
          },
          actions: [...(actions.get(params.receiptId) ?? [])],
        };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/sites/{site}/tickets/{ticketId}/suggestion',
      operationId: 'readSuggestion',
      access: ['viewer', 'agent'],
      summary: 'The newest suggestion for a ticket',
      tag,
      params: z.object({ site: z.string(), ticketId: z.string() }),
      result: suggestionSchema,
      async handle({ params, caller }) {
        const suggestion = await log.suggestion(caller.scope, params.site, params.ticketId);
        if (!suggestion) throw missing('suggestion for this ticket');
        return suggestion;
      },
    }),
  ];
}
