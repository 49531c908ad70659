import type { CallOptions } from '@signalbox/sdk';
import { z } from 'zod';
import { call, issuePath, type JiraContext } from './call.ts';
import { recentChangesSchema } from './changelog.ts';
import { editmetaSchema } from './editmeta.ts';
import { fieldSchemaSchema } from './field-schema.ts';
import { userSchema } from './user.ts';

const namedSchema = z.looseObject({ id: z.coerce.string().optional(), name: z.string() });

export const slaSchema = z.looseObject({
  ongoingCycle: z
    .looseObject({
      breachTime: z.looseObject({ epochMillis: z.number() }).optional(),
      breached: z.boolean().default(false),
    })
    .optional(),
  completedCycles: z.array(z.looseObject({ breached: z.boolean().default(false) })).default([]),
});

const attachmentSchema = z.looseObject({
  id: z.coerce.string(),
  filename: z.string(),
  mimeType: z.string().optional(),
  size: z.number().int().nonnegative().optional(),
});

/** The fields every issue has, as far as this connector reads them; custom fields come beside them. */
export const issueFieldsSchema = z.looseObject({
  summary: z.string().nullish(),
  description: z.unknown().optional(),
  issuetype: namedSchema,
  status: namedSchema.extend({ statusCategory: z.looseObject({ key: z.string() }).optional() }),
  project: z
    .looseObject({ id: z.string().optional(), key: z.string(), projectTypeKey: z.string().optional() })
    .nullish(),
  priority: namedSchema.nullish(),
  labels: z.array(z.string()).nullish(),
  components: z.array(namedSchema).nullish(),
  assignee: userSchema.nullish(),
  reporter: userSchema.nullish(),
  security: z.unknown().optional(),
  attachment: z.array(attachmentSchema).nullish(),
  created: z.string(),
  updated: z.string(),
});
export type IssueFields = z.infer<typeof issueFieldsSchema>;

export const issueSchema = z.looseObject({
  id: z.string().min(1),
  key: z.string().min(1),
  fields: issueFieldsSchema,
  /** Display names by field id (`expand=names`). */
  names: z.record(z.string(), z.string()).default({}),
  /** `expand=schema`. */
  schema: z.record(z.string(), fieldSchemaSchema).default({}),
  properties: z.record(z.string(), z.unknown()).default({}),
  /** `expand=changelog`. What cannot be read counts as not given: its own endpoint then says what is wrong with it. */
  changelog: recentChangesSchema.optional().catch(undefined),
  /** `expand=editmeta`. */
  editmeta: editmetaSchema.optional().catch(undefined),
});
export type JiraIssue = z.infer<typeof issueSchema>;

/** Comments and worklogs are text that triage does not read: not fetched. */
export const readFields = ['*all', '-comment', '-worklog'] as const;
export const readExpansions = 'names,schema';
/** What one answer can carry besides, and would otherwise cost a request each. */
export type FurtherExpansion = 'changelog' | 'editmeta';

/** The key of the issue property in which Signalbox marks what it did. */
export const markerPropertyKey = 'signalbox';

/** Reads one issue with its names and our marker. Throws `not-found` when it is gone or hidden. */
export function readIssue(
  context: JiraContext,
  issue: string,
  further: readonly FurtherExpansion[],
  options?: CallOptions,
): Promise<JiraIssue> {
  return call(
    context,
    issueSchema,
    {
      method: 'GET',
      path: issuePath(issue),
      query: {
        fields: readFields.join(','),
        expand: [readExpansions, ...further].join(','),
        properties: markerPropertyKey,
      },
      kind: 'read',
      points: 2,
      ticketId: issue,
    },
    options,
  );
}
