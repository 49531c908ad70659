import { z } from 'zod';
import { fieldPathSchema } from './field-path.ts';
import { fieldValueSchema } from './field-value.ts';
import { ticketTypes } from './ticket.ts';

export const fieldChangeSchema = z.object({
  path: fieldPathSchema,
  /** `add` appends to a list (labels, multi-select) and leaves what is there. */
  operation: z.enum(['set', 'add']),
  /** The value that was compared before deciding; anything else found on write is a conflict. */
  from: fieldValueSchema.nullable(),
  to: fieldValueSchema,
});
export type FieldChange = z.infer<typeof fieldChangeSchema>;

/** One action on one ticket: one request, carrying its own marker. */
export const ticketChangeSchema = z.object({
  /** Unique; travels in the vendor's own terms as the marker. */
  actionId: z.string().min(1),
  ticketId: z.string().min(1),
  ticketKey: z.string().min(1),
  ticketType: z.enum(ticketTypes),
  project: z.string().nullable(),
  fields: z.array(fieldChangeSchema),
  /** Markdown. `internal` is never shown to a customer: a vendor that cannot promise that drops it. */
  explanation: z.object({ markdown: z.string(), audience: z.enum(['internal', 'public']) }).nullable(),
});
export type TicketChange = z.infer<typeof ticketChangeSchema>;
