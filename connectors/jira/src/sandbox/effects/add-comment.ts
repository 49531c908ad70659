import type { FieldScope } from '../fields/index.ts';
import type { AtlassianDocument, Comment, Issue } from '../state/index.ts';
import { documentToWiki } from '../text/index.ts';
import { actionIdOfText } from './action-marker.ts';
import { touch } from './commit-fields.ts';
import { record } from './journal.ts';

/** Adds a comment and tells about it. On a service project `isPublic` decides whether the customer reads it. */
export function addComment(
  issue: Issue,
  body: AtlassianDocument,
  isPublic: boolean,
  scope: FieldScope,
  actionId: string | null = null,
): Comment {
  const { state } = scope.viewer;
  const at = state.now();
  const comment: Comment = {
    id: state.nextId('comment'),
    authorId: scope.account.accountId,
    at,
    body,
    isPublic,
  };
  issue.comments.push(comment);
  touch(issue, scope);
  record(state, issue, scope.account, {
    kind: 'comment',
    fields: ['comment'],
    actionId: actionId ?? actionIdOfText(documentToWiki(body)),
    // Only a service project has customers to show a comment to.
    isPublic: isPublic && issue.project.type === 'service_desk',
  });
  state.emit({ name: 'comment_created', issue, comment, at });
  return comment;
}
