import { type FieldScope, kindOf } from '../fields/index.ts';
import { priorityBean } from '../render/index.ts';
import { defaultPriority, type Field, type Issue, priorities } from '../state/index.ts';

const required = new Set(['summary', 'issuetype', 'project', 'reporter']);

/** One field as editmeta and createmeta describe it. */
export function fieldMetadata(field: Field, scope: FieldScope): Readonly<Record<string, unknown>> {
  const kind = kindOf(field);
  const { baseUrl } = scope.viewer.state;
  const standard = priorities.find((priority) => priority.id === defaultPriority);
  const isPriority = field.id === 'priority';
  return {
    required: required.has(field.id),
    schema: field.schema,
    name: field.name,
    key: field.id,
    ...(kind.allowedValues ? { allowedValues: kind.allowedValues(field, scope) } : {}),
    ...(field.kind === 'labels'
      ? { autoCompleteUrl: `${baseUrl}/rest/api/1.0/labels/suggest?query=` }
      : field.kind === 'user'
        ? {
            autoCompleteUrl: `${baseUrl}/rest/api/3/user/assignable/search?project=${scope.project.key}&query=`,
          }
        : {}),
    hasDefaultValue: isPriority,
    ...(isPriority && standard ? { defaultValue: priorityBean(standard, scope.viewer) } : {}),
    operations: kind.operations,
  };
}

/** Comments are no field of the list, but editmeta offers them. */
export const commentMetadata = {
  required: false,
  schema: { type: 'comments-page', system: 'comment' },
  name: 'Comment',
  key: 'comment',
  hasDefaultValue: false,
  operations: ['add', 'edit', 'remove'],
} as const;

/** What the account may edit of an issue; nothing without the permission, as Jira has it. */
export const editMetadata = (issue: Issue, scope: FieldScope) => ({
  fields: scope.account.permissions.has('EDIT_ISSUES')
    ? screenMetadata(issue.project.screens.edit, scope)
    : {},
});

/** Metadata of every field on a screen, by field id. */
export function screenMetadata(
  screen: ReadonlySet<string>,
  scope: FieldScope,
): Readonly<Record<string, unknown>> {
  const entries: [string, unknown][] = [];
  for (const id of screen) {
    if (id === 'comment') entries.push([id, commentMetadata]);
    const field = scope.viewer.state.fields.get(id);
    if (field && kindOf(field).operations.length > 0) entries.push([id, fieldMetadata(field, scope)]);
  }
  return Object.fromEntries(entries);
}
