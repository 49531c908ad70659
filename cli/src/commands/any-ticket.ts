import type { Site, Ticket } from '@signalbox/sdk';
import type { Policy } from '@signalbox/triage/schema';

/** One ticket that the policy covers, to look at its fields; null when there is none. */
export async function anyTicket(site: Site, policy: Policy): Promise<Ticket | null> {
  const query = {
    pageSize: 1,
    types: policy.types,
    ...(policy.projects ? { projects: policy.projects } : {}),
  };
  for await (const page of site.tickets?.search(query) ?? []) {
    const [ticket] = page.items;
    if (ticket) return ticket;
  }
  return null;
}
