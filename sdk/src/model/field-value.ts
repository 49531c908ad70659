import { z } from 'zod';

/** One value of a choice or reference field: `value` is what the vendor's API wants, `label` what people read. */
export const fieldValueSchema = z.object({ value: z.string(), label: z.string() });
export type FieldValue = z.infer<typeof fieldValueSchema>;

/** Two values are the same when the vendor would store the same thing. */
export function isSameValue(left: FieldValue | null, right: FieldValue | null): boolean {
  return (left?.value ?? null) === (right?.value ?? null);
}
