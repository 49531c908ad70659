import { z } from 'zod';

const share = z.number().min(0).max(1);

/** Labels that share one promise, and from which probability on they may be applied. */
export const certifiedGroupSchema = z.object({
  labels: z.array(z.string()).min(1),
  /** null: nothing could be promised for these labels; they stay on suggest. */
  threshold: share.nullable(),
  alpha: share,
  /** This group's share of δ. */
  delta: share,
  /** Certification rows at or above the threshold, and how many of them were wrong. */
  rows: z.number().int().nonnegative(),
  errors: z.number().int().nonnegative(),
  /** Upper confidence bound on the error among those applied (Clopper-Pearson, at `delta`). */
  bound: share,
});

/** What is promised for one target of the model. */
export const certifiedTargetSchema = z.object({
  groups: z.array(certifiedGroupSchema).min(1),
  /** What the field offers, sorted: the catalog the promise was made for. null: an open field. */
  catalog: z.array(z.string()).nullable(),
  /** Share of each predicted label among the certification rows. */
  classMix: z.record(z.string(), share),
  /** Certification rows, of which the mix is taken. */
  rows: z.number().int().nonnegative(),
});
export type CertifiedTarget = z.infer<typeof certifiedTargetSchema>;

/** One choice that was made on certification rows, whatever came of it. */
export const certificationChoiceSchema = z.object({
  /** Digest of everything that was chosen: model, scope, targets, α, δ, seed and parts. */
  choice: z.string(),
  /** What this choice spent. */
  delta: share,
  alpha: share,
  model: z.string(),
  at: z.string(),
  /** The certification rows, so that another choice on the same rows is known as such. */
  rows: z.object({
    count: z.number().int().nonnegative(),
    /** The smallest hashes of the rows, ascending: two sets that share rows share entries. */
    sketch: z.array(z.number().int().nonnegative()),
  }),
});
export type CertificationChoice = z.infer<typeof certificationChoiceSchema>;

export const certificateFormat = 'signalbox-certificate';

/**
 * The promise under which fields may be applied: among the applied values of each target at most `alpha` differ from
 * what a person records, with confidence 1 − `delta` over the draw of the certification rows, for tickets exchangeable
 * with them. It names everything it rests on; a change of any of it voids it.
 */
export const certificateSchema = z.object({
  format: z.literal(certificateFormat),
  version: z.literal(1),
  /** Digest of the rest. */
  id: z.string(),
  /** null: made without a site. */
  site: z.string().nullable(),
  issuedAt: z.string(),
  expiresAt: z.string(),
  model: z.string(),
  /** What turns the model's logits into probabilities, by target; a digest. */
  calibration: z.string(),
  /** The scope of the policy: ticket types, projects, paths, renamed labels, the limit of unknown words; a digest. null: made without a configuration. */
  policy: z.string().nullable(),
  /** null: the texts were not masked. */
  maskingVersion: z.string().nullable(),
  promise: z.object({
    alpha: share,
    /** All of δ that was spent on these certification rows, this choice included. */
    delta: share,
    /** Union bound: at most this share of the tickets with an applied value have a wrong one. */
    perTicketAlpha: z.number().min(0),
  }),
  /** By the model's target. */
  targets: z.record(z.string(), certifiedTargetSchema),
  /** Every choice made on these certification rows, this one last. */
  choices: z.array(certificationChoiceSchema).min(1),
});
export type Certificate = z.infer<typeof certificateSchema>;

/** What a policy keeps of a certificate: the promise, without the history of how it was chosen. */
export const promiseSchema = certificateSchema.omit({ choices: true });
export type CertifiedPromise = z.infer<typeof promiseSchema>;
