import type { Ticket } from '@signalbox/sdk';
import { type JiraIssue, slaSchema } from '../rest/index.ts';
import { fieldsOfKind } from './fields-of-kind.ts';

/** How Jira Service Management marks the fields of its service-level agreements. */
const slaField = 'com.atlassian.servicedesk:sd-sla-field';

/** The earliest running goal, and whether any was missed; null when the issue has no agreement. */
export function slaOf({ fields, schema }: JiraIssue): Ticket['sla'] {
  const agreements = fieldsOfKind(schema, slaField)
    .map((id) => slaSchema.safeParse(fields[id]))
    .flatMap((parsed) => (parsed.success ? [parsed.data] : []));
  if (agreements.length === 0) return null;
  const dueTimes = agreements
    .map(({ ongoingCycle }) => ongoingCycle?.breachTime?.epochMillis)
    .filter((time) => time !== undefined);
  return {
    dueAt: dueTimes.length === 0 ? null : new Date(Math.min(...dueTimes)).toISOString(),
    isBreached: agreements.some(
      ({ ongoingCycle, completedCycles }) =>
        ongoingCycle?.breached || completedCycles.some((cycle) => cycle.breached),
    ),
  };
}
