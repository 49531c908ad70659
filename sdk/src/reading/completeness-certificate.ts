import { z } from 'zod';

const count = z.number().int().nonnegative();

/** What a reading can say for itself. Times are ISO 8601. */
export const completenessCertificateSchema = z.object({
  site: z.string(),
  /** Bounds of the change time: `from` inclusive, `to` exclusive; null: unbounded. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  startedAt: z.string(),
  finishedAt: z.string(),
  /**
   * What the vendor itself counts: the smaller of the counts before and after, because tickets move while they are
   * read. null when it cannot say, or when the reading resumed in the middle.
   */
  countedByVendor: count.nullable(),
  /** Different tickets received. */
  received: count,
  /** Rows that came without values because the vendor's access rules hide them. */
  blankByAccessRules: count,
  /** Rows that could not be used, and why. */
  skipped: z.array(z.object({ id: z.string().nullable(), reason: z.string() })),
  /** Counted by the vendor, and neither received nor named: lost, or hidden without a word. */
  unaccounted: count,
  /** Rows that came again unchanged, as overlapping pages do. */
  repeated: count,
  /** True only when the vendor said that the last page was the last and no ticket is missing, hidden or skipped. */
  complete: z.boolean(),
  /** Resumes after the last page that was handled; null when there was none. */
  checkpoint: z.string().nullable(),
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
});
export type CompletenessCertificate = z.infer<typeof completenessCertificateSchema>;
