import type { FieldScope } from '../fields/index.ts';
import { Refusal } from '../http/index.ts';
import type { Issue, StoredValue, Transition } from '../state/index.ts';
import { addComment } from './add-comment.ts';
import type { ChangeRequest } from './change-request.ts';
import { commitFields } from './commit-fields.ts';
import { tellUpdated } from './edit-issue.ts';
import { record } from './journal.ts';
import { readValues } from './read-values.ts';
import { checkProperty, setProperties } from './set-property.ts';

export const availableTransitions = (issue: Issue): readonly Transition[] =>
  issue.project.workflow.transitions.filter((transition) =>
    transition.from.includes(String(issue.fields.status)),
  );

/** Moves an issue through its workflow. Throws a refusal, and then nothing has happened. */
export function transitionIssue(issue: Issue, request: ChangeRequest, scope: FieldScope): void {
  const { transitionId } = request;
  if (transitionId === null) throw new Refusal(400, ["Missing 'transition' identifier"]);
  if (!/^\d+$/.test(transitionId))
    throw new Refusal(400, [`Transition id '${transitionId}' is not a number.`]);
  const transition = availableTransitions(issue).find((candidate) => candidate.id === transitionId);
  if (!transition) throw new Refusal(400, [`Transition id '${transitionId}' is not valid for this issue.`]);
  const read = readValues(request, new Set(transition.screen), issue.fields, scope);
  for (const { value } of request.properties) checkProperty(value);
  const entry = commitFields(issue, { ...moved(issue, transition, scope), ...read.values }, scope);
  const actionId = setProperties(issue, request.properties);
  record(scope.viewer.state, issue, scope.account, {
    kind: 'transition',
    fields: (entry?.items ?? []).map((item) => item.fieldId),
    actionId,
  });
  if (entry) tellUpdated(issue, entry, scope);
  for (const body of read.comments) addComment(issue, body, true, scope, actionId);
}

function moved(
  issue: Issue,
  transition: Transition,
  scope: FieldScope,
): Readonly<Record<string, StoredValue>> {
  const now = scope.viewer.state.now();
  const category = (statusId: StoredValue): string | undefined =>
    issue.project.workflow.statuses.find((status) => status.id === statusId)?.category.key;
  const isNewCategory = category(issue.fields.status ?? null) !== category(transition.to);
  return {
    status: transition.to,
    resolution: transition.resolution,
    resolutiondate: transition.resolution === null ? null : (issue.fields.resolutiondate ?? now),
    ...(isNewCategory ? { statuscategorychangedate: now } : {}),
  };
}
