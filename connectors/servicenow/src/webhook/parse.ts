import { type FieldPath, SignalboxError, type TicketEvent, type VerifiedDelivery } from '@signalbox/sdk';
import type { ServiceNowConfiguration } from '../configuration/index.ts';
import { actorOf, isOwnAccount, mappingOfColumn } from '../mapping/index.ts';
import { isoFromStored } from '../table/index.ts';
import { type ChangeMessage, changeMessageSchema } from './message.ts';

const types: Readonly<Record<ChangeMessage['event'], TicketEvent['type']>> = {
  insert: 'signalbox.ticket.created',
  update: 'signalbox.ticket.updated',
  comment: 'signalbox.ticket.commented',
  delete: 'signalbox.ticket.deleted',
};

/**
 * The event in a verified message; none for a table that holds no tickets here. Throws `unreadable` for another shape.
 */
export function parseMessage(
  body: unknown,
  delivery: VerifiedDelivery,
  site: string,
  configuration: ServiceNowConfiguration,
): readonly TicketEvent[] {
  const parsed = changeMessageSchema.safeParse(body);
  if (!parsed.success) {
    const members = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0] ?? 'the body')))];
    throw new SignalboxError(
      'unreadable',
      `The message is not one that a ServiceNow business rule of Signalbox sends: ${members.join(', ')} cannot be read.`,
      { site },
    );
  }
  const message = parsed.data;
  const tables: readonly string[] = configuration.tables;
  return tables.includes(message.table) ? [eventOf(message, delivery, site, configuration)] : [];
}

function eventOf(
  message: ChangeMessage,
  delivery: VerifiedDelivery,
  site: string,
  configuration: ServiceNowConfiguration,
): TicketEvent {
  return {
    specversion: '1.0',
    id: delivery.deliveryId ?? `${message.sys_id}:${message.sys_mod_count}:${message.event}`,
    source: `/sites/${site}`,
    type: types[message.event],
    subject: message.sys_id,
    time: isoFromStored(message.sys_updated_on) ?? message.sys_updated_on,
    data: {
      key: message.number,
      actor: actorOf(message.sys_updated_by, configuration),
      changed: message.changed === null ? null : pathsOf(message.changed),
      version: message.sys_mod_count,
      isOwn: isOwnAccount(message.sys_updated_by, configuration),
    },
  };
}

/** Canonical paths of changed columns. A custom column's label is not known here, so its own name stands for it. */
function pathsOf(columns: readonly string[]): FieldPath[] {
  return columns.flatMap((column): FieldPath[] => {
    const mapping = mappingOfColumn(column);
    if (mapping) return [mapping.path];
    return /^[ux]_/.test(column) ? [`custom.${column}`] : [];
  });
}
