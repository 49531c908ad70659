import { canSee } from '../state/index.ts';
import type { Candidate, Predicate, SearchContext } from './candidate.ts';
import { parse } from './parse.ts';
import type { Searcher } from './searcher.ts';
import { searcherFor } from './searchers.ts';
import type { Clause, Query } from './syntax.ts';

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
  return found.sort(ordering(query, context));
}

export const readQuery = parse;

function compile(clause: Clause, context: SearchContext): Predicate {
  switch (clause.kind) {
    case 'and': {
      const parts = clause.clauses.map((part) => compile(part, context));
      return (candidate) => parts.every((part) => part(candidate));
    }
    case 'or': {
      const parts = clause.clauses.map((part) => compile(part, context));
      return (candidate) => parts.some((part) => part(candidate));
    }
    case 'not': {
      const part = compile(clause.clause, context);
      return (candidate) => !part(candidate);
    }
    case 'terminal':
      return searcherFor(clause.field, context).predicate(clause.comparison, clause.operands, clause.field);
  }
}

function ordering(query: Query, context: SearchContext): (left: Candidate, right: Candidate) => number {
  const keys = query.orderBy.map(({ field, direction }) => {
    const searcher: Searcher = searcherFor(field, context);
    return { order: searcher.order, sign: (direction ?? searcher.defaultDirection) === 'asc' ? 1 : -1 };
  });
  return (left, right) => {
    for (const { order, sign } of keys) {
      const difference = sign * compareValues(order(left), order(right));
      if (difference !== 0) return difference;
    }
    return Number(right.issue.id) - Number(left.issue.id);
  };
}

/** Empty values come last in ascending order. */
function compareValues(left: string | number | null, right: string | number | null): number {
  if (left === right) return 0;
  if (left === null) return 1;
  if (right === null) return -1;
  return left < right ? -1 : 1;
}
