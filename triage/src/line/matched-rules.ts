import type { Ticket } from '@signalbox/sdk';
import type { Policy, Rule } from '../schema/index.ts';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Whole words: neither letter, mark nor digit of any script may touch them. */
function hasWord(text: string, word: string): boolean {
  return new RegExp(`(?<![\\p{L}\\p{M}\\p{N}_])${escaped(word)}(?![\\p{L}\\p{M}\\p{N}_])`, 'iu').test(text);
}

function holds({ when }: Rule, ticket: Pick<Ticket, 'type' | 'project'>, maskedText: string): boolean {
  if (when.types && !when.types.includes(ticket.type)) return false;
  if (when.projects && (ticket.project === null || !when.projects.includes(ticket.project))) return false;
  return !when.words || when.words.some((word) => hasWord(maskedText, word));
}

/** Names of the rules whose conditions hold for a ticket: all that a receipt keeps of them, since it holds no text. */
export function matchedRules(
  { rules }: Pick<Policy, 'rules'>,
  ticket: Pick<Ticket, 'type' | 'project'>,
  maskedText: string,
): string[] {
  return rules.filter((rule) => holds(rule, ticket, maskedText)).map(({ name }) => name);
}
