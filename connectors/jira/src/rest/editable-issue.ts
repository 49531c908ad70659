import type { CallOptions } from '@signalbox/sdk';
import type { JiraContext } from './call.ts';
import { type Editmeta, readEditmeta } from './editmeta.ts';
import { type JiraIssue, readIssue } from './issue.ts';

/** An issue and what its edit screen allows, as they are now: one request, unless Jira leaves the screen out. */
export async function readEditableIssue(
  context: JiraContext,
  id: string,
  options?: CallOptions,
): Promise<{ readonly issue: JiraIssue; readonly editmeta: Editmeta }> {
  const issue = await readIssue(context, id, ['editmeta'], options);
  return { issue, editmeta: issue.editmeta ?? (await readEditmeta(context, id, options)) };
}
