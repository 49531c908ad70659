import type { FieldChange, HumanQueueCapability, Ticket } from '@signalbox/sdk';
import { z } from 'zod';
import type { ServiceNowConfiguration } from '../configuration/index.ts';
import { humanQueueMark } from '../mapping/index.ts';

const markedSchema = z.object({ signalbox: z.object({ humanQueueReason: z.string().nullable() }) });

/**
 * Leaves a ticket to people: a work note says so, with the reason, and a ticket without a group goes to the configured
 * one. Anyone who may read work notes sees the mark, without Signalbox.
 */
export const humanQueue: HumanQueueCapability<ServiceNowConfiguration> = {
  mark: (configuration, ticket, reason) => ({
    fields: groupChange(configuration, ticket),
    explanation: { markdown: `${humanQueueMark} ${reason}`, audience: 'internal' },
  }),
  isMarked: (_configuration, ticket) => {
    const parsed = markedSchema.safeParse(ticket.vendor);
    return parsed.success && parsed.data.signalbox.humanQueueReason !== null;
  },
};

function groupChange(configuration: ServiceNowConfiguration, ticket: Ticket): FieldChange[] {
  const name = configuration.humanQueue?.assignmentGroup;
  if (name === undefined || ticket.assignmentGroup !== null) return [];
  // The name is looked up when it is written.
  return [{ path: 'assignmentGroup', operation: 'set', from: null, to: { value: name, label: name } }];
}
