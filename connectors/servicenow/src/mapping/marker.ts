/** Opens the work note of an action: `[signalbox:ACTION_ID]`. */
export function actionReference(actionId: string): string {
  return `[signalbox:${actionId}]`;
}

/** Opens the work note that gives a human's value back after a race. */
export function restoreReference(actionId: string): string {
  return `[signalbox-restored:${actionId}]`;
}

/** Follows the reference where a ticket is left to people. */
export const humanQueueMark = '[signalbox-human-queue]';

/** What Signalbox's own work notes on a ticket say; nothing of what people wrote. */
export interface OwnMarks {
  readonly actionIds: readonly string[];
  readonly restoredActionIds: readonly string[];
  /** Why the ticket was left to people, by the newest mark; null without one. */
  readonly humanQueueReason: string | null;
}

/** Finds Signalbox's references in a journal as the Table API displays it, newest first: a reference opens a line. */
export function marksIn(journal: string): OwnMarks {
  const all = (pattern: RegExp) => [...journal.matchAll(pattern)].map((match) => match[1] ?? '');
  return {
    actionIds: all(/^\[signalbox:([^\]\s]+)\]/gm),
    restoredActionIds: all(/^\[signalbox-restored:([^\]\s]+)\]/gm),
    humanQueueReason: all(/^\[signalbox:[^\]\s]+\] \[signalbox-human-queue\] ?(.*)$/gm)[0] ?? null,
  };
}
