import type { CallOptions } from '@signalbox/sdk';
import { SignalboxError } from '@signalbox/sdk';
import { z } from 'zod';
import { call, issuePath, type JiraContext } from './call.ts';
import { userSchema } from './user.ts';

const textSchema = z.string().nullish();

/** One field's change. `toString` is Jira's own name for the new value as text. */
export const changeItemSchema = z
  .object({
    field: z.string(),
    fieldId: z.string().optional(),
    fieldtype: z.string().optional(),
    from: textSchema,
    fromString: textSchema,
    to: textSchema,
    toString: z.unknown().optional(),
  })
  .transform((item) => ({
    field: item.field,
    fieldId: item.fieldId,
    fieldtype: item.fieldtype,
    from: item.from ?? null,
    fromText: item.fromString ?? null,
    to: item.to ?? null,
    // Where Jira leaves it out, Object.prototype's function is found.
    toText: typeof item.toString === 'string' ? item.toString : null,
  }));
export type ChangeItem = z.infer<typeof changeItemSchema>;

const changeSchema = z.looseObject({
  id: z.string(),
  author: userSchema.nullish(),
  created: z.string(),
  items: z.array(changeItemSchema).default([]),
});
export type ChangelogEntry = z.infer<typeof changeSchema>;

const changelogPageSchema = z.looseObject({
  startAt: z.number().int().nonnegative(),
  total: z.number().int().nonnegative(),
  isLast: z.boolean().optional(),
  values: z.array(changeSchema),
});

/** The changelog inside an issue (`expand=changelog`): the newest changes, newest first. */
export const recentChangesSchema = z.looseObject({
  total: z.number().int().nonnegative(),
  histories: z.array(changeSchema),
});
export type RecentChanges = z.infer<typeof recentChangesSchema>;

/**
 * Jira cuts the changelog inside an issue off after 100 entries (40 in a search), and calls `total` "the number of
 * results on the page": only one shorter than either is taken for whole.
 */
const certainlyWholeBelow = 40;

/** All changes of an issue, oldest first; null when `recent` may lack some, and {@link readChangelog} has to tell. */
export function wholeChangelog(recent: RecentChanges | undefined): readonly ChangelogEntry[] | null {
  if (!recent || recent.total > recent.histories.length || recent.histories.length >= certainlyWholeBelow) {
    return null;
  }
  return recent.histories.toReversed();
}

const pageSize = 100;

function readPage(context: JiraContext, issue: string, startAt: number, options?: CallOptions) {
  return call(
    context,
    changelogPageSchema,
    {
      method: 'GET',
      path: issuePath(issue, '/changelog'),
      query: { startAt, maxResults: pageSize },
      kind: 'read',
      ticketId: issue,
    },
    options,
  );
}

/** All changes of an issue, oldest first. */
export async function readChangelog(
  context: JiraContext,
  issue: string,
  options?: CallOptions,
): Promise<readonly ChangelogEntry[]> {
  const entries: ChangelogEntry[] = [];
  for (;;) {
    const page = await readPage(context, issue, entries.length, options);
    entries.push(...page.values);
    if (page.isLast ?? entries.length >= page.total) return entries;
    if (page.values.length === 0) {
      throw new SignalboxError('vendor-contract', 'Jira gave an empty page that is not the last.', {
        site: context.site,
      });
    }
  }
}

/** The newest changes of an issue (up to a page), oldest first: two requests at most, however long the history. */
export async function readRecentChangelog(
  context: JiraContext,
  issue: string,
  options?: CallOptions,
): Promise<readonly ChangelogEntry[]> {
  const first = await readPage(context, issue, 0, options);
  if (first.isLast ?? first.values.length >= first.total) return first.values;
  const last = await readPage(context, issue, Math.max(0, first.total - pageSize), options);
  return last.values;
}
