import { accountById, type Viewer } from '../render/index.ts';
import type { HistoryEntry } from '../state/index.ts';

export const changelogBean = (entry: HistoryEntry, viewer: Viewer) => ({
  id: entry.id,
  author: accountById(entry.authorId, viewer),
  created: viewer.zone.format(entry.at),
  items: entry.items,
});

/** In webhooks, changes of people name the accounts twice: Jira does so since it gave up user keys. */
export function accountItem(item: HistoryEntry['items'][number]): Readonly<Record<string, unknown>> {
  if (item.fieldId !== 'assignee' && item.fieldId !== 'reporter') return { ...item };
  return { ...item, tmpFromAccountId: item.from, tmpToAccountId: item.to };
}
