import { ticketTypes } from '@signalbox/sdk/model';
import { z } from 'zod';

/**
 * What an admin wrote for tickets of which the model is not sure: when all conditions hold, `value` is suggested. A rule
 * never applies anything.
 */
export const ruleSchema = z.strictObject({
  /** Shown with the suggestion. */
  name: z.string().min(1),
  /** The policy's field name. */
  field: z.string().min(1),
  /** A value of the field, as the service desk's people read it. */
  value: z.string().min(1),
  when: z
    .strictObject({
      /** Any of these stands in the masked text, as whole words, whatever their case. */
      words: z.array(z.string().min(1)).min(1).optional(),
      types: z.array(z.enum(ticketTypes)).min(1).optional(),
      projects: z.array(z.string()).min(1).optional(),
    })
    .refine((when) => Object.keys(when).length > 0, {
      error: "a rule needs a condition: when: { words: ['…'] }",
    }),
});
export type Rule = z.infer<typeof ruleSchema>;
