import type { SiteContext } from '@signalbox/sdk';
import { z } from 'zod';
import type { AcmeConfiguration } from './configuration.ts';

/** Acme's shapes, as far as they are used. What an answer has beyond them is kept under `vendor`. */
export const rowSchema = z.looseObject({
  id: z.string().min(1),
  number: z.string(),
  subject: z.string(),
  text: z.string().optional(),
  status: z.enum(['new', 'open', 'waiting', 'solved', 'closed']),
  category: z.string().nullable(),
  priority: z.string().nullable(),
  flagged: z.boolean(),
  requester: z.string().nullable(),
  created_at: z.iso.datetime(),
  changed_at: z.iso.datetime(),
  version: z.number(),
  references: z.array(z.string()),
});
export type Row = z.infer<typeof rowSchema>;

export const listSchema = z.object({ tickets: z.array(z.unknown()), has_more: z.boolean() });
export const countSchema = z.object({ total: z.number() });
export const fieldsSchema = z.object({
  fields: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      choices: z.array(z.object({ value: z.string(), label: z.string() })),
    }),
  ),
});
export const historySchema = z.object({
  entries: z.array(
    z.object({
      at: z.iso.datetime(),
      user: z.string(),
      field: z.string(),
      from: z.string().nullable(),
      to: z.string().nullable(),
    }),
  ),
});

export type AcmeContext = SiteContext<AcmeConfiguration>;

export const ticketPath = (id: string): string => `/api/tickets/${encodeURIComponent(id)}`;
