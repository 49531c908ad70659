import { canSee } from '../state/index.ts';
import type { Candidate, Predicate, SearchContext } from './candidate.ts';
import { parse } from './parse.ts';
import { searcherFor } from './searchers.ts';
import type { Clause, Comparison, Query } from './syntax.ts';

/** The issues a query finds, as the index knows them, in the order it asks for; without one, newest first. */
export function search(query: Query, context: SearchContext): readonly Candidate[] {
  const matches = query.where === null ? () => true : compile(query.where, context);
  const found: Candidate[] = [];
  const now = context.state.now();
  for (const issue of context.state.issues.values()) {
    if (!canSee(context.account, issue)) continue;
    const entry = issue.index.findLast((candidate) => candidate.visibleAt <= now);
    if (!entry) continue;
    const candidate = { issue, fields: entry.fields };
    if (matches(candidate)) found.push(candidate);
  }
  return sorted(found, query, context);
}

export const readQuery = parse;

const inverse: Readonly<Record<Comparison, Comparison>> = {
  '=': '!=',
  '!=': '=',
  '~': '!~',
  '!~': '~',
  '>': '<=',
  '>=': '<',
  '<': '>=',
  '<=': '>',
  in: 'not in',
  'not in': 'in',
  is: 'is not',
  'is not': 'is',
};

/**
 * NOT is pushed down to the comparisons, as Jira does: so `NOT labels = x` is `labels != x`, which does not find an
 * issue without labels.
 */
function compile(clause: Clause, context: SearchContext, isNegated = false): Predicate {
  switch (clause.kind) {
    case 'not':
      return compile(clause.clause, context, !isNegated);
    case 'terminal': {
      const comparison = isNegated ? inverse[clause.comparison] : clause.comparison;
      return searcherFor(clause.field, context).predicate(comparison, clause.operands, clause.field);
    }
    default: {
      const parts = clause.clauses.map((part) => compile(part, context, isNegated));
      return (clause.kind === 'and') !== isNegated
        ? (candidate) => parts.every((part) => part(candidate))
        : (candidate) => parts.some((part) => part(candidate));
    }
  }
}

/** Sorts by keys that are worked out once for each issue; newest first where they are equal. */
function sorted(found: readonly Candidate[], query: Query, context: SearchContext): readonly Candidate[] {
  const keys = query.orderBy.map(({ field, direction }) => {
    const searcher = searcherFor(field, context);
    return { order: searcher.order, sign: (direction ?? searcher.defaultDirection) === 'asc' ? 1 : -1 };
  });
  const rows = found.map((candidate) => ({
    candidate,
    values: keys.map(({ order }) => order(candidate)),
    id: Number(candidate.issue.id),
  }));
  rows.sort((left, right) => {
    for (const [index, { sign }] of keys.entries()) {
      const difference = sign * compareValues(left.values[index] ?? null, right.values[index] ?? null);
      if (difference !== 0) return difference;
    }
    return right.id - left.id;
  });
  return rows.map(({ candidate }) => candidate);
}

/** Empty values come last in ascending order. */
function compareValues(left: string | number | null, right: string | number | null): number {
  if (left === right) return 0;
  if (left === null) return 1;
  if (right === null) return -1;
  return left < right ? -1 : 1;
}
