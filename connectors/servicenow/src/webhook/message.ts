import { z } from 'zod';
import { isoFromStored } from '../table/index.ts';

const storedTimeSchema = z.string().refine((value) => isoFromStored(value) !== null);

/** What a business rule of the instance sends; README.md of this connector describes it. */
export const changeMessageSchema = z.object({
  sent_at: storedTimeSchema,
  instance_id: z.string().min(1),
  event: z.enum(['insert', 'update', 'delete', 'comment']),
  table: z.string().min(1),
  sys_id: z.string().min(1),
  number: z.string().min(1),
  /** A script on the instance has it as text. */
  sys_mod_count: z.union([z.int().nonnegative(), z.string().regex(/^\d+$/)]).transform(String),
  sys_updated_on: storedTimeSchema,
  sys_updated_by: z.string(),
  changed: z.array(z.string()).nullable(),
});
export type ChangeMessage = z.output<typeof changeMessageSchema>;
