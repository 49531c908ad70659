import { type Instance, type Row, valueAt } from '../instance/index.ts';
import type { RouteContext } from './route.ts';

const labels: Readonly<Record<string, string>> = {
  work_notes: 'Work notes',
  comments: 'Additional comments',
};

/** What a journal column shows to people: every entry with its time and author, the newest first. */
export function journalText({ instance, account }: RouteContext, row: Row, element: string): string {
  const journal = instance.dictionary.table('sys_journal_field');
  const entries = (journal && instance.equal(journal, 'element_id', valueAt(row, 'sys_id'))) ?? [];
  return entries
    .filter((entry) => element === 'comments_and_work_notes' || entry.element === element)
    .reverse()
    .map((entry) => {
      const author = nameOf(instance, valueAt(entry, 'sys_created_by'));
      const label = labels[valueAt(entry, 'element')] ?? valueAt(entry, 'element');
      return `${account.localTime(valueAt(entry, 'sys_created_on'))} - ${author} (${label})\n${valueAt(entry, 'value')}\n\n`;
    })
    .join('');
}

function nameOf(instance: Instance, userName: string): string {
  const users = instance.dictionary.table('sys_user');
  const [user] = (users && instance.equal(users, 'user_name', userName)) ?? [];
  return user ? valueAt(user, 'name') : userName;
}
