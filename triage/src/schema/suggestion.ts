import { z } from 'zod';
import { evidenceSchema } from './classification.ts';
import { fieldDecisionSchema, routeSchema } from './decision.ts';
import { reasonCodeSchema } from './reason.ts';

/** What an agent sees of a decision. */
export const suggestionSchema = z.object({
  id: z.string(),
  site: z.string(),
  ticketId: z.string(),
  ticketKey: z.string(),
  route: routeSchema,
  reason: reasonCodeSchema,
  fields: z.array(
    fieldDecisionSchema.extend({
      evidence: z.array(evidenceSchema),
      /** What the model says of this ticket and the catalog does not offer, or no longer: proposed to nobody. */
      withheldLabels: z.array(z.string()).default([]),
    }),
  ),
  configurationItems: z.array(z.object({ id: z.string(), name: z.string(), class: z.string() })),
  modelId: z.string().nullable(),
  createdAt: z.string(),
});
export type Suggestion = z.infer<typeof suggestionSchema>;
