import { type CallOptions, type Finding, okFinding, warningFinding } from '@signalbox/sdk';
import { z } from 'zod';
import { catalogFields } from '../catalog/index.ts';
import { type JiraContext, readEditableIssue, searchIssues } from '../rest/index.ts';

const rowSchema = z.looseObject({ id: z.string() });

/** Fields that Signalbox writes, and what for. */
const written = [
  { path: 'labels', use: 'mark an issue for the human queue' },
  { path: 'priority', use: 'set the priority' },
  { path: 'assignee', use: 'set the assignee' },
  { path: 'custom.Components', use: 'set components' },
] as const;

/** Whether an issue of each project offers the mapped fields for editing. */
export async function checkScreens(context: JiraContext, options?: CallOptions): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const key of context.configuration.projects ?? [undefined]) {
    const where = key === undefined ? 'the newest issue' : `the newest issue of ${key}`;
    const restriction = key === undefined ? 'updated >= 0' : `project = "${key.replace(/["\\]/g, '\\$&')}"`;
    const page = await searchIssues(
      context,
      { jql: `${restriction} ORDER BY updated DESC`, maxResults: 1, nextPageToken: null },
      options,
    );
    const id = rowSchema.safeParse(page.issues[0]).data?.id;
    if (id === undefined) {
      findings.push(
        warningFinding(
          'fields',
          `There is no issue to look at${key === undefined ? '' : ` in ${key}`}.`,
          'Create one issue, or check that the account may browse the project; then run this again.',
        ),
      );
      continue;
    }
    const { issue, editmeta } = await readEditableIssue(context, id, options);
    const fields = catalogFields(editmeta, {});
    const missing = written.filter(
      ({ path }) => !fields.some((field) => field.path === path && field.isEditable),
    );
    findings.push(
      ...missing.map(({ path, use }) =>
        warningFinding(
          'fields',
          `${where} (${issue.key}) has no editable field for ${path}: Signalbox cannot ${use} there.`,
          'Put the field on the edit screen: Project settings > Screens, or Issue types > Fields.',
        ),
      ),
    );
    if (missing.length === 0)
      findings.push(okFinding('fields', `${where} (${issue.key}) offers every mapped field.`));
    if (issue.fields.project?.projectTypeKey !== 'service_desk') {
      findings.push(
        okFinding(
          'comments',
          `${issue.key} is in no service project, where no comment is internal: explanations stay in the panel${
            context.configuration.explanation === 'internal'
              ? ''
              : ', and are also written as ordinary comments'
          }.`,
        ),
      );
    }
  }
  return findings;
}
