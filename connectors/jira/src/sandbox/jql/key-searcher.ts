import { Refusal } from '../http/index.ts';
import { canSee, findIssue, type Issue } from '../state/index.ts';
import type { SearchContext } from './candidate.ts';
import { compares } from './reference-searcher.ts';
import { refuseFunction, refuseOperator, type Searcher } from './searcher.ts';
import type { Operand } from './syntax.ts';

const numberOf = (issue: Issue): number => Number(issue.key.slice(issue.key.lastIndexOf('-') + 1));

/** `key`, `issuekey`, `id`: an issue that is not there, or not visible, refuses the query. */
export function keySearcher(context: SearchContext): Searcher {
  const named = (operand: Operand, name: string): Issue => {
    if (operand.kind === 'function') throw refuseFunction(operand.name);
    const text = operand.kind === 'value' ? operand.text : 'EMPTY';
    const issue = findIssue(context.state, text);
    if (issue && canSee(context.account, issue)) return issue;
    const what = /^\d+$/.test(text) ? `A value with ID '${text}'` : `An issue with key '${text}'`;
    throw new Refusal(400, [`${what} does not exist for field '${name}'.`]);
  };
  return {
    defaultDirection: 'asc',
    order: ({ issue }) => `${issue.project.key} ${String(numberOf(issue)).padStart(12, '0')}`,
    predicate: (comparison, operands, name) => {
      if (['~', '!~', 'is', 'is not'].includes(comparison)) throw refuseOperator(comparison, name);
      const issues = new Set(operands.map((operand) => named(operand, name)));
      if (comparison === '=' || comparison === 'in') return ({ issue }) => issues.has(issue);
      if (comparison === '!=' || comparison === 'not in') return ({ issue }) => !issues.has(issue);
      const [limit] = issues;
      return ({ issue }) =>
        limit !== undefined &&
        issue.project === limit.project &&
        compares(numberOf(issue), comparison, numberOf(limit));
    },
  };
}
