import type { Comment, HistoryEntry, Issue } from './issue.ts';

/** Something webhooks tell about. */
export type SiteEvent =
  | {
      readonly name: 'jira:issue_created' | 'jira:issue_updated';
      readonly typeName: string;
      readonly issue: Issue;
      readonly accountId: string;
      readonly history: HistoryEntry | null;
      readonly at: number;
    }
  | {
      readonly name: 'jira:issue_deleted';
      readonly typeName: string;
      readonly issue: Issue;
      readonly accountId: string;
      readonly at: number;
    }
  | {
      readonly name: 'comment_created';
      readonly issue: Issue;
      readonly comment: Comment;
      readonly at: number;
    };
