import { z } from 'zod';

export const eventNames = ['received', 'decided', 'written', 'failed', 'switch', 'heartbeat'] as const;

/** What `GET /api/v1/events` tells of one event; never ticket text. */
export const lineEventSchema = z.object({
  site: z.string().nullish(),
  ticketKey: z.string().nullish(),
  receiptId: z.string().nullish(),
  route: z.string().nullish(),
  status: z.string().nullish(),
  at: z.string().nullish(),
});
export type LineEvent = z.infer<typeof lineEventSchema> & { readonly name: (typeof eventNames)[number] };
