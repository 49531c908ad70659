import { SignalboxError, type TicketChange } from '@signalbox/sdk';
import { marked } from 'marked';
import { actionReference, humanQueueMark, plainFromHtml, restoreReference } from '../mapping/index.ts';

const withoutExplanation = 'Set by Signalbox.';

/** True when the change leaves the ticket to people. */
export function isHumanQueueMark(change: TicketChange): boolean {
  return change.explanation?.markdown.startsWith(humanQueueMark) ?? false;
}

/** What a change writes into the journal columns: always the reference as a work note; `comments` only when asked for by name. */
export function journalValues(change: TicketChange): Readonly<Record<string, string>> {
  const reference = actionReference(checkedActionId(change.actionId));
  const { explanation } = change;
  if (explanation === null) return { work_notes: `${reference} ${withoutExplanation}` };
  if (explanation.audience === 'public') {
    return { work_notes: `${reference} ${withoutExplanation}`, comments: plainText(explanation.markdown) };
  }
  if (!isHumanQueueMark(change)) return { work_notes: `${reference} ${plainText(explanation.markdown)}` };
  const reason = plainText(explanation.markdown.slice(humanQueueMark.length));
  return { work_notes: `${reference} ${humanQueueMark} ${reason}` };
}

/** The work note that goes with a human's value that is put back. */
export function restoreNote(change: TicketChange): string {
  return `${restoreReference(checkedActionId(change.actionId))} Someone chose a value at the same moment as Signalbox; it was put back.`;
}

/**
 * Markdown as the plain text that a journal shows. `[code]` would switch the journal to HTML, and only Signalbox opens
 * a line with its references: both lose their brackets when they come from a ticket's words.
 */
export function plainText(markdown: string): string {
  const html = marked.parse(markdown.replaceAll('<', '&lt;'), { async: false });
  return plainFromHtml(html)
    .replace(/\[(\/?code)\]/gi, '($1)')
    .replace(/\[(?=signalbox)/gi, '(');
}

function checkedActionId(actionId: string): string {
  if (/^[\w.:-]+$/.test(actionId)) return actionId;
  throw new SignalboxError(
    'rejected',
    'The action id holds characters that a work note cannot be searched by; use letters, digits, ".", ":", "_" and "-".',
  );
}
