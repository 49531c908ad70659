import { z } from 'zod';

/** What a field holds (`type`, `items`), and which system or app made it. */
export const fieldSchemaSchema = z.looseObject({
  type: z.string(),
  items: z.string().optional(),
  custom: z.string().optional(),
  system: z.string().optional(),
});
export type FieldSchema = z.infer<typeof fieldSchemaSchema>;
