import { z } from 'zod';

/** Someone, or something, that acts on a ticket. `integration` marks accounts of software, ours included. */
export const personSchema = z.object({
  id: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  kind: z.enum(['human', 'integration', 'unknown']),
});
export type Person = z.infer<typeof personSchema>;

/** Someone of whom the vendor says no more than a login; null for nobody. `isOwn`: it is Signalbox's own account. */
export function personOf(login: string | null | undefined, isOwn: boolean): Person | null {
  if (login === null || login === undefined || login === '') return null;
  return { id: login, name: login, email: null, kind: isOwn ? 'integration' : 'human' };
}
