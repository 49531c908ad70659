import type { AtlassianDocument } from './document.ts';
import type { Project } from './project.ts';

/** What is kept of a field: an id, a text, a list of either, a moment in milliseconds, or a document. */
export type StoredValue = string | number | readonly string[] | AtlassianDocument | null;

/** Never changed in place: an edit puts a new object in its stead, so that the search index may keep an old one. */
export type StoredFields = Readonly<Record<string, StoredValue>>;

export interface ChangeItem {
  readonly field: string;
  readonly fieldtype: 'jira' | 'custom';
  readonly fieldId: string;
  readonly from: string | null;
  readonly fromString: string | null;
  readonly to: string | null;
  readonly toString: string | null;
}

export interface HistoryEntry {
  readonly id: string;
  readonly authorId: string;
  readonly at: number;
  readonly items: readonly ChangeItem[];
}

export interface Comment {
  readonly id: string;
  readonly authorId: string;
  readonly at: number;
  readonly body: AtlassianDocument;
  readonly isPublic: boolean;
}

/** What the search index knows of an issue from `visibleAt` on. */
export interface IndexEntry {
  readonly visibleAt: number;
  readonly fields: StoredFields;
}

export interface Issue {
  readonly id: string;
  /** A move gives another one. */
  key: string;
  project: Project;
  fields: StoredFields;
  readonly properties: Map<string, unknown>;
  readonly comments: Comment[];
  readonly history: HistoryEntry[];
  /** Oldest first; entries that a newer visible one replaces are dropped. */
  index: readonly IndexEntry[];
  readonly note: string | null;
  /** Accounts that are no member of the issue's security level. */
  readonly hiddenFrom: Set<string>;
}
