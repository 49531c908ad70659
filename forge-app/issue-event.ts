import type { FieldPath } from '@signalbox/sdk';
import type { Trigger } from '@signalbox/triage/line';
import { z } from 'zod';

/** The part of Forge's `avi:jira:created:issue` and `avi:jira:updated:issue` events that the app reads. */
const issueEventSchema = z.object({
  eventType: z.string(),
  issue: z.object({ id: z.string() }),
  changelog: z.object({ items: z.array(z.object({ field: z.string() })) }).optional(),
});

const textFields: Readonly<Record<string, FieldPath>> = { summary: 'summary', description: 'description' };

/** The ticket an event is about, and what it means for triage. Throws a ZodError for another shape. */
export function readIssueEvent(event: unknown): { readonly ticketId: string; readonly trigger: Trigger } {
  const { eventType, issue, changelog } = issueEventSchema.parse(event);
  const isCreated = eventType === 'avi:jira:created:issue';
  return {
    ticketId: issue.id,
    trigger: {
      types: [isCreated ? 'signalbox.ticket.created' : 'signalbox.ticket.updated'],
      changed: changelog?.items.flatMap((item) => textFields[item.field] ?? []) ?? null,
      // The trigger's `ignoreSelf` filter keeps our own edits away.
      isOwnOnly: false,
    },
  };
}
