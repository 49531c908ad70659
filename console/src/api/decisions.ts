import { routeSchema, suggestionSchema } from '@signalbox/triage/schema';
import { z } from 'zod';

/** A write, in short. `status` stays a string: a newer bridge may know more of them. */
export const actionSummarySchema = z.object({
  id: z.string(),
  kind: z.string(),
  status: z.string(),
  reason: z.string().nullable(),
});
export type ActionSummary = z.infer<typeof actionSummarySchema>;

export const decidedFieldSchema = z.object({
  field: z.string(),
  label: z.string().nullable(),
  probability: z.number().nullable(),
  route: routeSchema,
  reason: z.string(),
});
export type DecidedField = z.infer<typeof decidedFieldSchema>;

export const decisionItemSchema = z.object({
  receiptId: z.string(),
  site: z.string(),
  ticketId: z.string(),
  ticketKey: z.string(),
  /** The ticket in the vendor's own pages; null where the connector cannot link. */
  url: z.string().nullable(),
  route: routeSchema,
  reason: z.string(),
  fields: z.array(decidedFieldSchema),
  modelId: z.string().nullable(),
  decidedAt: z.string(),
  latencyMs: z.number().nullable(),
  actions: z.array(actionSummarySchema),
});
export type DecisionItem = z.infer<typeof decisionItemSchema>;

/** `GET /api/v1/decisions` */
export const decisionPageSchema = z.object({
  items: z.array(decisionItemSchema),
  /** The cursor of the next page; null on the last. */
  next: z.string().nullable(),
});
export type DecisionPage = z.infer<typeof decisionPageSchema>;

const shownChangeSchema = z.looseObject({
  fields: z
    .array(
      z.looseObject({
        path: z.string(),
        from: z.looseObject({ label: z.string() }).nullish(),
        to: z.looseObject({ label: z.string() }).nullish(),
      }),
    )
    .optional(),
});

export const actionDetailSchema = actionSummarySchema.extend({
  attempts: z.number(),
  createdAt: z.string(),
  change: shownChangeSchema.nullable(),
});
export type ActionDetail = z.infer<typeof actionDetailSchema>;

/** `GET /api/v1/decisions/:receiptId` */
export const decisionDetailSchema = z.object({
  suggestion: suggestionSchema,
  receipt: z.object({
    id: z.string(),
    triageVersion: z.string(),
    policyVersion: z.string().nullable(),
    catalogVersion: z.string().nullable(),
    modelId: z.string().nullable(),
    maskingVersion: z.string().nullable(),
    decidedAt: z.string(),
  }),
  /** null once the text is no longer retained. */
  maskedText: z.string().nullable(),
  actions: z.array(actionDetailSchema),
  ticketUrl: z.string().nullable(),
});
export type DecisionDetail = z.infer<typeof decisionDetailSchema>;
