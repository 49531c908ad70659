import type { Candidate, SearchContext } from './candidate.ts';
import { momentOf } from './moment.ts';
import { compares } from './reference-searcher.ts';
import { refuseOperator, type Searcher } from './searcher.ts';

export function momentSearcher(
  value: (candidate: Candidate) => number | null,
  context: SearchContext,
): Searcher {
  return {
    defaultDirection: 'desc',
    order: value,
    predicate: (comparison, operands, name) => {
      if (comparison === '~' || comparison === '!~') throw refuseOperator(comparison, name);
      const limits = operands.map((operand) => momentOf(operand, name, context));
      const [limit = null] = limits;
      switch (comparison) {
        case '=':
        case 'in':
        case 'is':
          return (candidate) => limits.includes(value(candidate));
        case '!=':
        case 'not in':
        case 'is not':
          return (candidate) => value(candidate) !== null && !limits.includes(value(candidate));
        default: {
          if (limit === null) throw refuseOperator(comparison, name);
          return (candidate) => {
            const at = value(candidate);
            return at !== null && compares(at, comparison, limit);
          };
        }
      }
    },
  };
}
