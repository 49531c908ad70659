import { availableTransitions } from '../effects/index.ts';
import type { FieldScope } from '../fields/index.ts';
import { selfUrl } from '../render/index.ts';
import type { Field, Issue } from '../state/index.ts';
import { changelogBean } from './changelog-bean.ts';
import { editMetadata } from './field-metadata.ts';
import { issueFields } from './issue-fields.ts';
import { transitionBean } from './transition-bean.ts';

const expandable =
  'renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations,customfield_10010.requestTypePractice';

/** What a reader asks to see of an issue. */
export interface IssueRequest {
  readonly fields: ReadonlySet<string>;
  readonly expand: ReadonlySet<string>;
  readonly properties: readonly string[];
}

export function issueBean(issue: Issue, request: IssueRequest, scope: FieldScope): Record<string, unknown> {
  const { viewer } = scope;
  const { expand } = request;
  return {
    expand: expandable,
    id: issue.id,
    self: selfUrl(viewer, `issue/${issue.id}`),
    key: issue.key,
    ...(expand.has('changelog') ? { changelog: changelogPage(issue, scope) } : {}),
    ...(expand.has('editmeta') ? { editmeta: editMetadata(issue, scope) } : {}),
    ...(expand.has('transitions')
      ? {
          transitions: availableTransitions(issue).map((transition) =>
            transitionBean(transition, issue, scope, expand.has('transitions.fields')),
          ),
        }
      : {}),
    ...(request.properties.length > 0 ? { properties: askedProperties(issue, request.properties) } : {}),
    fields: issueFields(issue, request.fields, scope),
  };
}

/** Names and types of the fields shown, where `expand` asks for them. */
export function fieldDirectory(
  { fields, expand }: Pick<IssueRequest, 'fields' | 'expand'>,
  known: ReadonlyMap<string, Field>,
): Record<string, unknown> {
  const named = [...fields].flatMap((id) => known.get(id) ?? []);
  return {
    ...(expand.has('names')
      ? { names: Object.fromEntries(named.map((field) => [field.id, field.name])) }
      : {}),
    ...(expand.has('schema')
      ? { schema: Object.fromEntries(named.map((field) => [field.id, field.schema])) }
      : {}),
  };
}

/** Newest first inside an issue; the changelog's own endpoint is oldest first. */
function changelogPage(issue: Issue, scope: FieldScope) {
  const histories = issue.history.slice(-100).reverse();
  return {
    startAt: 0,
    maxResults: histories.length,
    total: issue.history.length,
    histories: histories.map((entry) => changelogBean(entry, scope.viewer)),
  };
}

function askedProperties(issue: Issue, asked: readonly string[]): Record<string, unknown> {
  const isAsked = (key: string): boolean =>
    (asked.includes('*all') || asked.includes(key)) && !asked.includes(`-${key}`);
  return Object.fromEntries([...issue.properties].filter(([key]) => isAsked(key)));
}
