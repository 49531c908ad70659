import { avatarUrls, selfUrl, type Viewer } from '../render/index.ts';
import { type Comment, findAccount, type Issue } from '../state/index.ts';
import { documentToWiki } from '../text/index.ts';
import type { TimeZone } from '../time/index.ts';

const minutes = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ');

/** A moment as the service desk API writes it, four times over. */
export const momentBean = (at: number, zone: TimeZone) => ({
  iso8601: zone.format(at),
  jira: zone.format(at),
  friendly: minutes(at),
  epochMillis: at,
});

/** A comment of the service desk API: wiki markup, and `public` says who reads it. */
export function requestCommentBean(comment: Comment, issue: Issue, viewer: Viewer) {
  const author = findAccount(viewer.state, comment.authorId);
  return {
    _expands: ['attachment', 'renderedBody'],
    id: comment.id,
    body: documentToWiki(comment.body),
    public: comment.isPublic,
    author: {
      accountId: comment.authorId,
      emailAddress: author?.emailAddress ?? '',
      displayName: author?.displayName ?? '',
      active: author?.active ?? false,
      timeZone: author?.timeZone ?? '',
      _links: {
        jiraRest: selfUrl(
          { ...viewer, version: 2 },
          `user?accountId=${encodeURIComponent(comment.authorId)}`,
        ),
        avatarUrls: avatarUrls(comment.authorId),
        self: selfUrl({ ...viewer, version: 2 }, `user?accountId=${encodeURIComponent(comment.authorId)}`),
      },
    },
    created: momentBean(comment.at, viewer.zone),
    _links: { self: `${viewer.state.baseUrl}/rest/servicedeskapi/request/${issue.id}/comment/${comment.id}` },
  };
}
