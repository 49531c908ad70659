import { z } from 'zod';

const text = z.string().trim().min(1);

/** What only people know of a model: `train --about FILE`, JSON. Everything may be left out; the card then says so. */
export const modelAboutSchema = z.strictObject({
  title: text.optional(),
  summary: text.optional(),
  /** What it was made for, and what it must not be used for. */
  intendedUse: text.optional(),
  data: z
    .strictObject({
      name: text,
      /** Where it came from. */
      source: text.optional(),
      licence: text.optional(),
      /** The time it covers, in the words of whoever gave it. */
      dates: text.optional(),
    })
    .optional(),
  limits: z.array(text).optional(),
  /** Of the model. */
  licence: text.optional(),
});
export type ModelAbout = z.infer<typeof modelAboutSchema>;

export const dataFileSchema = z.object({
  /** Without directories. */
  name: text,
  /** SHA-256 of the file, hexadecimal. */
  sha256: z.string(),
  bytes: z.number().int().nonnegative(),
});
export type DataFile = z.infer<typeof dataFileSchema>;

/** Where a model's rows come from and what it is for: kept in its artifact, for its card. */
export const modelOriginSchema = z.object({
  file: dataFileSchema,
  text: z.array(z.string()),
  targets: z.array(z.object({ name: z.string(), column: z.string() })),
  where: z.array(z.object({ column: z.string(), value: z.string() })),
  /** Id of the model it started from; null: from nothing. */
  startedFrom: z.string().nullable().default(null),
  about: modelAboutSchema,
});
export type ModelOrigin = z.infer<typeof modelOriginSchema>;
