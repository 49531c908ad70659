import { type FieldScope, kindOf } from '../fields/index.ts';
import { selfUrl } from '../render/index.ts';
import { type Field, type Issue, isCustom } from '../state/index.ts';
import { commentBean } from './comment-bean.ts';

/** Fields that belong to the issue and not to the field list: Jira shows them under `fields` all the same. */
const appended = ['watches', 'votes', 'comment', 'worklog'] as const;
type Appended = (typeof appended)[number];
export const isAppended = (id: string): id is Appended => appended.some((candidate) => candidate === id);

/** Long lists that `*navigable` leaves out, as Jira does. */
const notNavigable = new Set(['comment', 'worklog', 'attachment']);

/**
 * What `fields=` asks for: ids, `*all`, `*navigable`, and `-id` to leave one out. Unknown names are ignored, as Jira
 * does. `fallback` applies when nothing is asked.
 */
export function selectedFields(
  asked: readonly string[],
  fallback: '*all' | '*navigable' | 'none',
  known: ReadonlyMap<string, Field>,
): ReadonlySet<string> {
  const words = asked.map((word) => word.trim()).filter((word) => word !== '');
  const wanted = words.filter((word) => !word.startsWith('-'));
  if (wanted.length === 0 && (words.length > 0 || fallback !== 'none')) {
    wanted.push(fallback === 'none' ? '*navigable' : fallback);
  }
  const chosen = new Set<string>();
  for (const word of wanted) {
    if (word === '*all' || word === '*navigable') {
      for (const id of [...known.keys(), ...appended]) {
        if (word === '*all' || !notNavigable.has(id)) chosen.add(id);
      }
    } else if (known.has(word) || isAppended(word)) chosen.add(word);
  }
  for (const word of words) if (word.startsWith('-')) chosen.delete(word.slice(1));
  return chosen;
}

export function issueFields(
  issue: Issue,
  chosen: ReadonlySet<string>,
  scope: FieldScope,
): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const id of chosen) {
    if (scope.viewer.state.hiddenFields.has(id)) continue;
    if (isAppended(id)) shown[id] = appendedField(id, issue, scope);
    else {
      const field = scope.viewer.state.fields.get(id);
      // The portal's own field is on issues of service projects only.
      if (!field || (isCustom(field) && field.kind === 'fixed' && issue.project.type !== 'service_desk'))
        continue;
      shown[id] = kindOf(field).show(issue.fields[id] ?? null, field, scope);
    }
  }
  return shown;
}

function appendedField(id: Appended, issue: Issue, scope: FieldScope): unknown {
  const self = (path: string): string => selfUrl(scope.viewer, `issue/${issue.key}/${path}`);
  switch (id) {
    case 'watches':
      return { self: self('watchers'), watchCount: 0, isWatching: false };
    case 'votes':
      return { self: self('votes'), votes: 0, hasVoted: false };
    case 'worklog':
      return { startAt: 0, maxResults: 20, total: 0, worklogs: [] };
    case 'comment':
      return {
        comments: issue.comments.map((comment) => commentBean(comment, issue, scope.viewer)),
        self: selfUrl(scope.viewer, `issue/${issue.id}/comment`),
        maxResults: issue.comments.length,
        total: issue.comments.length,
        startAt: 0,
      };
  }
}
