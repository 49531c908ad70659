import type { TicketQuery } from '@signalbox/sdk';

export interface ChangeWindow {
  /** Milliseconds since the epoch; `from` inclusive, `to` exclusive. */
  readonly from: number | null;
  readonly to: number | null;
  readonly projects: readonly string[];
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

/** What both sides of a query allow: what it asks for, within what the site's configuration names. */
export function projectsOf(query: TicketQuery, configured: readonly string[] | undefined): readonly string[] {
  if (!query.projects) return configured ?? [];
  return configured ? query.projects.filter((key) => configured.includes(key)) : query.projects;
}

/**
 * The JQL of a change window, oldest change first; the key breaks ties. Times are milliseconds since the epoch: written as
 * dates, Jira reads them in the user's own time zone and to the minute.
 */
export function jqlOf({ from, to, projects }: ChangeWindow): string {
  const restrictions = [
    // Jira refuses a query without any restriction.
    `updated >= ${from ?? 0}`,
    ...(to === null ? [] : [`updated < ${to}`]),
    ...(projects.length === 0 ? [] : [`project in (${projects.map(quoted).join(', ')})`]),
  ];
  return `${restrictions.join(' AND ')} ORDER BY updated ASC, key ASC`;
}
