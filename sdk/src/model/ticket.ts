import { z } from 'zod';
import { attachmentSchema } from './attachment.ts';
import type { FieldPath } from './field-path.ts';
import { type FieldValue, fieldValueSchema } from './field-value.ts';
import { personSchema } from './person.ts';

export const ticketTypes = ['incident', 'request', 'problem', 'change'] as const;
export const ticketPhases = ['new', 'in-progress', 'on-hold', 'resolved', 'closed', 'cancelled'] as const;

/** A custom field's value: a choice, several choices, or a plain value as the vendor sent it. */
export const customValueSchema = z.union([
  fieldValueSchema,
  z.array(fieldValueSchema),
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
]);
export type CustomValue = z.infer<typeof customValueSchema>;

/** A ticket in ITIL's words, whatever platform it comes from. Times are ISO 8601 in UTC. */
export const ticketSchema = z.object({
  /** The vendor's immutable id (Jira issue id, ServiceNow sys_id). */
  id: z.string().min(1),
  site: z.string().min(1),
  /** What people call it (`SUP-12`, `INC0010023`). */
  key: z.string().min(1),
  type: z.enum(ticketTypes),
  /** Jira's project key; null where the vendor has no projects. */
  project: z.string().nullable(),
  summary: z.string(),
  /** Plain text. */
  description: z.string(),
  state: fieldValueSchema.extend({ phase: z.enum(ticketPhases) }),
  impact: fieldValueSchema.nullable(),
  urgency: fieldValueSchema.nullable(),
  priority: fieldValueSchema.nullable(),
  category: fieldValueSchema.nullable(),
  subcategory: fieldValueSchema.nullable(),
  assignmentGroup: fieldValueSchema.nullable(),
  assignee: fieldValueSchema.nullable(),
  requester: personSchema.nullable(),
  labels: z.array(z.string()),
  /** Ids of configuration items. */
  configurationItems: z.array(z.string()),
  /** BCP 47 tag, when the vendor knows it. */
  language: z.string().nullable(),
  /** Custom fields by the name people see. */
  custom: z.record(z.string(), customValueSchema),
  sla: z.object({ dueAt: z.string().nullable(), isBreached: z.boolean() }).nullable(),
  attachments: z.array(attachmentSchema),
  /** True when the vendor limits who may see it (security level, restricted project). */
  isRestricted: z.boolean(),
  created: z.string(),
  updated: z.string(),
  /** Changes whenever the ticket does (ServiceNow sys_mod_count, Jira `updated`). */
  version: z.string(),
  /** Where a person opens it. */
  url: z.string(),
  /** What the vendor sent beyond the canonical fields. Same retention as the ticket's text. */
  vendor: z.record(z.string(), z.unknown()),
});
export type Ticket = z.infer<typeof ticketSchema>;
export type TicketType = Ticket['type'];
export type TicketPhase = (typeof ticketPhases)[number];

function isFieldValue(value: CustomValue): value is FieldValue {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The value a ticket holds at `path`, or null when it is empty. Lists (labels, multi-selects) give their first
 * value: whether a list already contains something is asked with {@link holdsValue}.
 */
export function valueAt(ticket: Ticket, path: FieldPath): FieldValue | null {
  if (path === 'labels')
    return ticket.labels[0] === undefined ? null : { value: ticket.labels[0], label: ticket.labels[0] };
  if (path === 'summary' || path === 'description') {
    return ticket[path] === '' ? null : { value: ticket[path], label: ticket[path] };
  }
  if (!path.startsWith('custom.'))
    return ticket[path as Exclude<FieldPath, `custom.${string}` | 'labels'>] as FieldValue | null;
  const held = ticket.custom[path.slice('custom.'.length)] ?? null;
  if (Array.isArray(held)) return held[0] ?? null;
  if (held === null || held === '') return null;
  return isFieldValue(held) ? held : { value: String(held), label: String(held) };
}

/** True when the field at `path` is, or in a list contains, `wanted`. */
export function holdsValue(ticket: Ticket, path: FieldPath, wanted: FieldValue): boolean {
  if (path === 'labels') return ticket.labels.includes(wanted.value);
  const held = path.startsWith('custom.') ? ticket.custom[path.slice('custom.'.length)] : undefined;
  if (Array.isArray(held)) return held.some((value) => value.value === wanted.value);
  return valueAt(ticket, path)?.value === wanted.value;
}
