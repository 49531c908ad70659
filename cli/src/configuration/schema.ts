import { type FieldPath, fieldPathSchema, secretSchema, ticketTypes } from '@signalbox/sdk';
import { labelThresholds, labelThresholdsSchema, ruleSchema } from '@signalbox/triage/schema';
import { z } from 'zod';
import { siteDeclarationSchema } from './site-declaration.ts';

const probability = z
  .number({ error: 'write a probability between 0 and 1' })
  .min(0, { error: 'write a probability between 0 and 1' })
  .max(1, { error: 'write a probability between 0 and 1' });

const nameAdvice = { error: 'write the name of the person' };

const enabledBySchema = z.object(
  {
    by: z.string(nameAdvice).trim().min(1, nameAdvice),
    at: z.union([z.iso.date(), z.iso.datetime({ offset: true })], {
      error: "write a date, as in '2026-01-31'",
    }),
  },
  { error: "write { by: 'NAME', at: '2026-01-31' }" },
);

/** What may happen to one field, at all sites unless `from` says otherwise. */
const fieldSchema = z
  .strictObject(
    {
      /** Where the field lives in the tickets of a site: one path for all, or one per site. Default: the field's own name. */
      from: z.union([fieldPathSchema, z.record(z.string(), fieldPathSchema)]).optional(),
      /** The model's target. Default: the field's own name. */
      target: z.string().min(1).optional(),
      mode: z
        .enum(['off', 'suggest', 'apply'], { error: "write 'off', 'suggest' or 'apply'" })
        .default('suggest'),
      applyAt: probability.default(0.9),
      suggestAt: probability.default(0.5),
      /** Other thresholds, by the model's label. */
      byLabel: z.record(z.string(), labelThresholdsSchema).default({}),
      replaceable: z.array(z.string()).default([]),
      /** From the model's label to the catalog's, where they differ. */
      labels: z.record(z.string(), z.string()).default({}),
      /** Who allows `mode: 'apply'`, and since when. */
      enabledBy: enabledBySchema.optional(),
    },
    { error: "write { mode: 'suggest' }" },
  )
  .refine((field) => field.mode !== 'apply' || field.enabledBy !== undefined, {
    error: "'apply' needs the person who allows it: write enabledBy: { by: 'NAME', at: '2026-01-31' }",
    path: ['mode'],
  })
  .refine((field) => field.suggestAt <= field.applyAt, {
    error: 'must not exceed applyAt: nothing would lie between suggesting and applying',
    path: ['suggestAt'],
  })
  .refine(
    (field) =>
      Object.keys(field.byLabel).every((label) => {
        const { applyAt, suggestAt } = labelThresholds(field, label);
        return suggestAt <= applyAt;
      }),
    { error: 'suggestAt must not exceed applyAt: nothing would lie between them', path: ['byLabel'] },
  );

/** `signalbox.config.ts`. */
export const configurationSchema = z.strictObject(
  {
    /** `embedded:DIRECTORY`, or `postgres://…` (then write `secret('…')`, since it holds a password). */
    database: z
      .union([
        z.string().regex(/^(embedded:.+|postgres(ql)?:\/\/.+)$/, {
          error: "write 'embedded:./data' or a postgres:// address",
        }),
        secretSchema,
      ])
      .default('embedded:./data'),
    host: z.string().default('127.0.0.1'),
    /** Where service desks reach this bridge from outside: the address of a reverse proxy. */
    publicUrl: z
      .url({ protocol: /^https?$/, error: "write an address, as in 'https://signalbox.example.com'" })
      .transform((address) => address.replace(/\/+$/, ''))
      .optional(),
    port: z.number().int().min(0).max(65_535).default(8480),
    /** Secret of the first admin: `secret('SIGNALBOX_TOKEN')`. Without one, `start` makes a token and prints it once. */
    adminToken: secretSchema.optional(),
    /** A directory written by `signalbox train`, or `default` for the model that comes with Signalbox. */
    model: z.string().default('default'),
    sites: z.record(
      z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, {
        error: 'a site name is lower case letters, digits and hyphens',
      }),
      siteDeclarationSchema,
      { error: 'write sites: { support: jira({ … }) }' },
    ),
    fields: z
      .record(z.string(), fieldSchema, { error: "write fields: { category: { mode: 'suggest' } }" })
      .default({ category: fieldSchema.parse({}) }),
    types: z.array(z.enum(ticketTypes)).default(['incident', 'request']),
    projects: z.array(z.string()).optional(),
    /** `mark`: tickets left to people are marked so in the vendor's tool. `leave`: nothing is written. */
    humanQueue: z.enum(['mark', 'leave'], { error: "write 'mark' or 'leave'" }).default('leave'),
    explanation: z.enum(['none', 'internal'], { error: "write 'none' or 'internal'" }).default('none'),
    outOfVocabularyLimit: probability.default(0.8),
    /** What is suggested where the model is not sure, in this order; then the ticket is left to people. */
    rules: z.array(ruleSchema).default([]),
    /** By site: the file that `signalbox policy certify` wrote. Its thresholds take the place of `applyAt`. */
    certificates: z.record(z.string(), z.string().min(1)).default({}),
    /** Share of the tickets that could be applied under a certificate and go to people without a suggestion, so that errors are counted. */
    blindShare: probability.default(0.03),
    /** A text less typical than this share of the texts the model was made for goes to people; 0: none does. */
    leastTypicality: probability.default(0),
    /** How often every site is read by search, so that a lost webhook is found; 0: never, rely on webhooks alone. */
    pollEveryMinutes: z
      .number({ error: 'write a number of minutes, or 0 for never' })
      .min(0, { error: 'write a number of minutes, or 0 for never' })
      .default(5),
    /** The most writes per site and hour. */
    writesPerHour: z.number().int().positive().default(500),
  },
  { error: 'write export default defineConfig({ … })' },
);

export type Configuration = z.infer<typeof configurationSchema>;
/** What one writes; everything with a default may be left out. */
export type ConfigurationInput = z.input<typeof configurationSchema>;
export type FieldConfiguration = Configuration['fields'][string];

/** Types `signalbox.config.ts` while it is written; it is checked when it is loaded. */
export function defineConfig(configuration: ConfigurationInput): ConfigurationInput {
  return configuration;
}

/** Where `field` lives in the tickets of `site`. Throws a plain Error that says what to write. */
export function fieldPath(name: string, field: FieldConfiguration, site: string): FieldPath | null {
  if (typeof field.from === 'string') return field.from;
  if (field.from) return field.from[site] ?? null;
  return fieldPathSchema.parse(name);
}
