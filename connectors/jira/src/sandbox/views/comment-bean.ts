import { accountById, selfUrl, type Viewer } from '../render/index.ts';
import type { Comment, Issue } from '../state/index.ts';
import { documentToWiki } from '../text/index.ts';

/** A comment of the platform API, where the body is a document; in webhooks it is wiki markup. */
export function commentBean(comment: Comment, issue: Issue, viewer: Viewer) {
  const author = accountById(comment.authorId, viewer);
  const at = viewer.zone.format(comment.at);
  return {
    self: selfUrl(viewer, `issue/${issue.id}/comment/${comment.id}`),
    id: comment.id,
    author,
    body: viewer.version === 3 ? comment.body : documentToWiki(comment.body),
    updateAuthor: author,
    created: at,
    updated: at,
    jsdPublic: comment.isPublic,
  };
}
