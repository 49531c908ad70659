import {
  defineTicket,
  type FieldPath,
  type FieldValue,
  personOf,
  type Ticket,
  type TicketPhase,
} from '@signalbox/sdk';
import type { AcmeContext, Row } from './acme-api.ts';

/** Acme's name of each field that is mapped. */
export const fieldIds = { category: 'category', priority: 'priority' } as const;
export type MappedPath = keyof typeof fieldIds;
export const mappedPaths = Object.keys(fieldIds) as readonly MappedPath[];

/** Where a field of Acme is in a canonical ticket; undefined for one that is not mapped. */
export const pathOf = (fieldId: string): FieldPath | undefined =>
  mappedPaths.find((path) => fieldIds[path] === fieldId);

const phases: Readonly<Record<Row['status'], TicketPhase>> = {
  new: 'new',
  open: 'in-progress',
  waiting: 'on-hold',
  solved: 'resolved',
  closed: 'closed',
};

/** Acme's values are their own labels. */
export const choiceOf = (text: string | null): FieldValue | null =>
  text === null || text === '' ? null : { value: text, label: text };

export function ticketOf({ site, configuration }: AcmeContext, row: Row): Ticket {
  return defineTicket({
    id: row.id,
    site,
    key: row.number,
    type: 'incident',
    summary: row.subject,
    description: row.text ?? '',
    state: { value: row.status, label: row.status, phase: phases[row.status] },
    priority: choiceOf(row.priority),
    category: choiceOf(row.category),
    requester: personOf(row.requester, row.requester === configuration.user),
    created: row.created_at,
    updated: row.changed_at,
    version: String(row.version),
    url: `${configuration.baseUrl}/tickets/${encodeURIComponent(row.id)}`,
    vendor: { references: row.references, flagged: row.flagged },
  });
}
