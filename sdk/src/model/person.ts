import { z } from 'zod';

/** Someone, or something, that acts on a ticket. `integration` marks accounts of software, ours included. */
export const personSchema = z.object({
  id: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  kind: z.enum(['human', 'integration', 'unknown']),
});
export type Person = z.infer<typeof personSchema>;
