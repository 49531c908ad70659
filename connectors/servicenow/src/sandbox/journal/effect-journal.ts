import type { JournalEntry } from '@signalbox/sdk/sandbox';
import { type Effect, valueAt } from '../instance/index.ts';

/** The reference that an integration leaves in a work note: `[signalbox:ID]`. */
const actionReference = /\[signalbox:([^\]\s]+)\]/;

/** What one effect on a ticket looks like in the sandbox's own books: one entry per request that changed anything. */
export function journalEntry(effect: Effect): JournalEntry {
  const { changed, journals, row } = effect;
  return {
    at: new Date(effect.at).toISOString(),
    ticketId: valueAt(row, 'sys_id'),
    kind: kindOf(effect),
    actor: effect.actor,
    fields: [...changed, ...Object.keys(journals)],
    actionId: actionReference.exec(`${journals.work_notes ?? ''} ${journals.comments ?? ''}`)?.[1] ?? null,
    isPublic: journals.comments !== undefined,
  };
}

function kindOf({ kind, changed }: Effect): JournalEntry['kind'] {
  if (kind === 'insert') return 'create';
  if (kind === 'update' && changed.length === 0) return 'comment';
  return changed.includes('state') ? 'transition' : 'edit';
}
