import type { Candidate } from './candidate.ts';
import { refuseOperator, type Searcher } from './searcher.ts';

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];

/** One thing a text must contain: a word, a beginning (`print*`), or a phrase in quotation marks. */
type Need = (text: string, words: ReadonlySet<string>) => boolean;

function needsOf(query: string): readonly Need[] {
  const needs: Need[] = [];
  const rest = query.replaceAll(/"([^"]*)"/g, (_whole, phrase: string) => {
    const joined = wordsOf(phrase).join(' ');
    needs.push((text) => ` ${wordsOf(text).join(' ')} `.includes(` ${joined} `));
    return ' ';
  });
  for (const part of rest.split(/\s+/).filter((word) => word !== '')) {
    if (part.endsWith('*')) {
      const beginning = part.slice(0, -1).toLowerCase();
      needs.push((_text, words) => [...words].some((word) => word.startsWith(beginning)));
    } else for (const word of wordsOf(part)) needs.push((_text, words) => words.has(word));
  }
  return needs;
}

/** Text fields: `~` finds texts that contain every word asked for; comparison for equality is not offered. */
export function textSearcher(text: (candidate: Candidate) => string): Searcher {
  return {
    defaultDirection: 'asc',
    order: (candidate) => text(candidate).toLowerCase(),
    predicate: (comparison, operands, name) => {
      const [operand] = operands;
      if (comparison === 'is' || comparison === 'is not') {
        if (operand?.kind !== 'empty') throw refuseOperator(comparison, name);
        return (candidate) => (text(candidate) === '') === (comparison === 'is');
      }
      if ((comparison !== '~' && comparison !== '!~') || operand?.kind !== 'value') {
        throw refuseOperator(comparison, name);
      }
      const needs = needsOf(operand.text);
      return (candidate) => {
        const value = text(candidate);
        if (value === '') return false;
        const words = new Set(wordsOf(value));
        return needs.every((need) => need(value, words)) === (comparison === '~');
      };
    },
  };
}
