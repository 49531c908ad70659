import { z } from 'zod';

const complaintSchema = z.looseObject({
  error: z.looseObject({ message: z.string().nullish(), detail: z.string().nullish() }),
});

/** The instance's own words in an error body `{error: {message, detail}, status: 'failure'}`; null for another shape. */
export function complaintOf(body: unknown): {
  readonly message: string | null;
  readonly fields: Readonly<Record<string, string>>;
} | null {
  const parsed = complaintSchema.safeParse(body);
  if (!parsed.success) return null;
  const { message, detail } = parsed.data.error;
  const words = [message, detail].filter((part): part is string => typeof part === 'string' && part !== '');
  return { message: words.length === 0 ? null : [...new Set(words)].join(': '), fields: {} };
}
