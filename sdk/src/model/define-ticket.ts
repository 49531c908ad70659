import type { Ticket } from './ticket.ts';

/** What every vendor's tickets have; the rest only some. */
type Essential =
  | 'id'
  | 'site'
  | 'key'
  | 'type'
  | 'summary'
  | 'description'
  | 'state'
  | 'created'
  | 'updated'
  | 'url';

/** A ticket from what the vendor knows; everything else is empty, and `version` the time of change. Times may be any that `Date` reads. */
export function defineTicket(known: Pick<Ticket, Essential> & Partial<Ticket>): Ticket {
  const updated = new Date(known.updated).toISOString();
  return {
    version: updated,
    project: null,
    impact: null,
    urgency: null,
    priority: null,
    category: null,
    subcategory: null,
    assignmentGroup: null,
    assignee: null,
    requester: null,
    labels: [],
    configurationItems: [],
    language: null,
    custom: {},
    sla: null,
    attachments: [],
    isRestricted: false,
    vendor: {},
    ...known,
    created: new Date(known.created).toISOString(),
    updated,
  };
}
