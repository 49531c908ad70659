import type { Refusal } from '../http/index.ts';
import type { Candidate, SearchContext } from './candidate.ts';
import { refuseFunction, refuseOperator, refuseValue, type Searcher } from './searcher.ts';
import type { Operand } from './syntax.ts';

export interface ReferenceOptions {
  readonly context: SearchContext;
  /** Every word that names the candidate's value, in lower case; none when it is empty. */
  readonly words: (candidate: Candidate) => readonly string[];
  /** Whether any value answers to the word; default: every word is accepted. */
  readonly isKnown?: (word: string) => boolean;
  readonly unknown?: (value: string, name: string) => Refusal;
  readonly order?: (candidate: Candidate) => string | number | null;
  /** For `>` and the like: where the word stands among the values. */
  readonly rank?: (word: string) => number | null;
  readonly defaultDirection?: 'asc' | 'desc';
}

const negative = new Set(['!=', 'not in', 'is not']);

/** Fields whose values are named by id, key or name. A negated comparison never finds an empty field, as in Jira. */
export function referenceSearcher(options: ReferenceOptions): Searcher {
  const { words, isKnown, rank } = options;
  const order = options.order ?? ((candidate) => words(candidate)[0] ?? null);
  const asked = (operand: Operand, name: string): string | null => {
    if (operand.kind === 'empty') return null;
    if (operand.kind === 'function') {
      if (operand.name.toLowerCase() !== 'currentuser') throw refuseFunction(operand.name);
      return options.context.account.accountId.toLowerCase();
    }
    const word = operand.text.toLowerCase();
    if (isKnown && !isKnown(word)) throw (options.unknown ?? refuseValue)(operand.text, name);
    return word;
  };
  return {
    defaultDirection: options.defaultDirection ?? 'asc',
    order,
    predicate: (comparison, operands, name) => {
      if (comparison === '~' || comparison === '!~') throw refuseOperator(comparison, name);
      const wanted = operands.map((operand) => asked(operand, name));
      if (comparison.includes('<') || comparison.includes('>')) {
        const limit = wanted[0] === undefined || wanted[0] === null ? null : (rank?.(wanted[0]) ?? null);
        if (!rank || limit === null) throw refuseOperator(comparison, name);
        return (candidate) => {
          const value = order(candidate);
          return typeof value === 'number' && compares(value, comparison, limit);
        };
      }
      const wantsEmpty = wanted.includes(null);
      const set = new Set(wanted);
      if (comparison === 'is' || comparison === 'is not') {
        if (!wantsEmpty) throw refuseOperator(comparison, name);
      }
      return negative.has(comparison)
        ? (candidate) => {
            const present = words(candidate);
            return present.length > 0 && !present.some((word) => set.has(word));
          }
        : (candidate) => {
            const present = words(candidate);
            return present.length === 0 ? wantsEmpty : present.some((word) => set.has(word));
          };
    },
  };
}

export function compares(value: number, comparison: string, limit: number): boolean {
  switch (comparison) {
    case '>':
      return value > limit;
    case '>=':
      return value >= limit;
    case '<':
      return value < limit;
    default:
      return value <= limit;
  }
}
