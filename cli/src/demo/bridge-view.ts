import { suggestionSchema } from '@signalbox/triage/schema';
import { z } from 'zod';
import { type BridgeAddress, callBridge } from '../bridge-api/index.ts';
import type { TicketOutcome } from './report.ts';

const decisionsSchema = z.object({
  items: z.array(
    z.object({
      site: z.string(),
      ticketId: z.string(),
      route: z.string(),
      latencyMs: z.number(),
      fields: z.array(z.object({ field: z.string(), label: z.string().nullable() })),
      actions: z.array(z.object({ kind: z.string(), status: z.string() })),
    }),
  ),
  next: z.string().nullable(),
});

/** Every decision, through the API as any client would read it; one outcome per ticket, its newest. */
export async function readOutcomes(address: BridgeAddress): Promise<readonly TicketOutcome[]> {
  const outcomes = new Map<string, TicketOutcome>();
  let before: string | null = null;
  do {
    const query: string = before === null ? '' : `&before=${encodeURIComponent(before)}`;
    const page: z.infer<typeof decisionsSchema> = await callBridge(
      address,
      'GET',
      `/api/v1/decisions?limit=200${query}`,
      decisionsSchema,
    );
    for (const { site: vendor, ticketId, route, latencyMs, fields, actions } of page.items) {
      const label = fields.find((field) => field.field === 'category')?.label ?? null;
      const key = `${vendor}/${ticketId}`;
      if (!outcomes.has(key)) outcomes.set(key, { vendor, ticketId, route, label, latencyMs, actions });
    }
    before = page.next;
  } while (before !== null);
  return [...outcomes.values()];
}

/** True when the API gives an agent something to read about the ticket: a suggestion with a value. */
export async function isSuggestionReadable(
  address: BridgeAddress,
  site: string,
  ticketId: string,
): Promise<boolean> {
  const path = `/api/v1/sites/${site}/tickets/${encodeURIComponent(ticketId)}/suggestion`;
  const suggestion = await callBridge(address, 'GET', path, suggestionSchema);
  return suggestion.route === 'suggest' && suggestion.fields.some((field) => field.value !== null);
}
