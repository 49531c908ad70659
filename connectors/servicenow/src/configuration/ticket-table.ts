import type { TicketType } from '@signalbox/sdk';

/** The tables of the base system that hold tickets, each with its type and the column that names the requester. */
export const ticketTables = {
  incident: { type: 'incident', requester: 'caller_id' },
  sc_request: { type: 'request', requester: 'requested_for' },
  sc_req_item: { type: 'request', requester: 'request.requested_for' },
  problem: { type: 'problem', requester: 'opened_by' },
  change_request: { type: 'change', requester: 'requested_by' },
} as const satisfies Record<string, { readonly type: TicketType; readonly requester: string }>;

export type TicketTable = keyof typeof ticketTables;

export const ticketTableNames = Object.keys(ticketTables) as readonly TicketTable[];

export function isTicketTable(name: string): name is TicketTable {
  return Object.hasOwn(ticketTables, name);
}

/** Every ticket table extends `task` directly: a column is defined in the table itself or there. */
export function tableHierarchy(table: TicketTable): readonly string[] {
  return [table, 'task'];
}
