import type { JournalEntry, Sandbox } from '@signalbox/sdk/sandbox';

/** What Signalbox did at a vendor, by the vendor's own journal. */
export function ourEffects({ journal }: Pick<Sandbox, 'journal'>, ticketId?: string): JournalEntry[] {
  return journal.filter(
    (entry) => entry.actionId !== null && (ticketId === undefined || entry.ticketId === ticketId),
  );
}

/** How often each action took effect; a comment is an effect of its own. */
export function effectCounts(sandbox: Pick<Sandbox, 'journal'>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { kind, actionId } of ourEffects(sandbox)) {
    const effect = `${kind === 'comment' ? 'comment' : 'change'} ${actionId}`;
    counts.set(effect, (counts.get(effect) ?? 0) + 1);
  }
  return counts;
}

/** Actions that took effect more than once. */
export function doubled(sandbox: Pick<Sandbox, 'journal'>): string[] {
  return [...effectCounts(sandbox)].flatMap(([effect, count]) => (count > 1 ? [effect] : []));
}
