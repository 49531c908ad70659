import { Refusal } from '../http/index.ts';
import type { Candidate, Predicate } from './candidate.ts';
import type { Comparison, Operand } from './syntax.ts';

/** What JQL can do with one field. */
export interface Searcher {
  /** Throws a refusal for an operator or value the field does not take. */
  readonly predicate: (comparison: Comparison, operands: readonly Operand[], name: string) => Predicate;
  /** What ORDER BY compares; null sorts last in ascending order. */
  readonly order: (candidate: Candidate) => string | number | null;
  /** Direction without a word. */
  readonly defaultDirection: 'asc' | 'desc';
}

export const refuseOperator = (comparison: Comparison, name: string): Refusal =>
  new Refusal(400, [`The operator '${comparison}' is not supported by the '${name}' field.`]);

export const refuseValue = (value: string, name: string): Refusal =>
  new Refusal(400, [`The value '${value}' does not exist for the field '${name}'.`]);

export const refuseFunction = (name: string): Refusal =>
  new Refusal(400, [`Unable to find JQL function '${name}()'.`]);
