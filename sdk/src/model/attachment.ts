import { z } from 'zod';

/** Metadata of an attachment; the content stays with the vendor. */
export const attachmentSchema = z.object({
  id: z.string(),
  name: z.string(),
  mediaType: z.string().nullable(),
  sizeBytes: z.number().int().nonnegative().nullable(),
});
export type Attachment = z.infer<typeof attachmentSchema>;
