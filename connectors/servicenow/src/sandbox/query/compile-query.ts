import type { Table } from '../dictionary/index.ts';
import type { Instance, Row } from '../instance/index.ts';
import { type Column, findColumn, readDisplay } from './column.ts';
import type { Condition, Query } from './parse-query.ts';
import { compareValues, predicate } from './predicate.ts';

/** A query that knows its table. */
export interface CompiledQuery {
  /** Parts that could not be understood and were left out, as the platform does without a word. */
  readonly ignored: readonly string[];
  matches(row: Row): boolean;
  /** Undefined when the query asks for no order. */
  readonly compare: ((left: Row, right: Row) => number) | undefined;
  /** Records that can match at all, when an index tells; undefined: all. */
  readonly candidates: readonly Row[] | undefined;
}

type Test = (row: Row) => boolean;

/** Prepares a query for a table. Unknown columns and values that make no sense are reported in `ignored`. */
export function compileQuery(instance: Instance, table: Table, query: Query): CompiledQuery {
  const ignored: string[] = [];
  const groups = query.groups.map((group) =>
    group.flatMap((alternatives) => {
      const tests = alternatives.flatMap((part) => {
        const test = 'invalid' in part ? undefined : compileCondition(instance, table, part);
        if (!test) ignored.push('invalid' in part ? part.invalid : part.path + part.operator + part.value);
        return test ?? [];
      });
      return tests.length > 0 ? [anyOf(tests)] : [];
    }),
  );
  // A part of `^NQ` in which nothing could be understood restricts nothing, like a query that is empty.
  const tests = groups.map(allOf);
  const compare = compileOrder(instance, table, query, ignored);
  return { ignored, matches: anyOf(tests), compare, candidates: candidatesOf(instance, table, query) };
}

function anyOf(tests: readonly Test[]): Test {
  const [only] = tests;
  return only && tests.length === 1 ? only : (row) => tests.some((test) => test(row));
}

function allOf(tests: readonly Test[]): Test {
  return (row) => tests.every((test) => test(row));
}

function compileCondition(instance: Instance, table: Table, condition: Condition): Test | undefined {
  const { operator, value } = condition;
  const column = findColumn(instance, table, condition.path);
  if (!column) return undefined;
  if (operator === 'SAMEAS' || operator === 'NSAMEAS') {
    const other = findColumn(instance, table, value);
    if (!other) return undefined;
    return (row) => {
      const [left, right] = [column.read(row), other.read(row)];
      return left !== '' && right !== '' && (left === right) === (operator === 'SAMEAS');
    };
  }
  if (operator === 'INSTANCEOF') {
    const family = instance.dictionary.table(value)?.family;
    return family && ((row) => family.includes(column.read(row)));
  }
  const test = predicate(column.field.type, operator, value);
  return test && ((row) => test(column.read(row), () => readDisplay(instance, column, row)));
}

function compileOrder(
  instance: Instance,
  table: Table,
  query: Query,
  ignored: string[],
): CompiledQuery['compare'] {
  const keys = query.orderings.flatMap(({ path, isDescending }) => {
    const column = findColumn(instance, table, path);
    if (!column) ignored.push(`ORDERBY${path}`);
    return column ? [{ column, sign: isDescending ? -1 : 1, read: orderKey(instance, column) }] : [];
  });
  if (keys.length === 0) return undefined;
  return (left, right) => {
    for (const { column, sign, read } of keys) {
      const order = compareValues(column.field.type, read(left), read(right));
      if (order !== 0) return order * sign;
    }
    return 0;
  };
}

/** References are put in the order of what is shown for them. */
function orderKey(instance: Instance, column: Column): (row: Row) => string {
  return column.field.reference === null ? column.read : (row) => readDisplay(instance, column, row);
}

function candidatesOf(instance: Instance, table: Table, query: Query): readonly Row[] | undefined {
  const [group, ...others] = query.groups;
  if (!group || others.length > 0) return undefined;
  for (const [only, ...alternatives] of group) {
    if (!only || alternatives.length > 0 || 'invalid' in only || only.operator !== '=') continue;
    // `=NULL` means "is empty", which no index answers.
    if (only.value.toLowerCase() === 'null') continue;
    const rows = instance.equal(table, only.path, only.value);
    if (rows) return rows;
  }
  return undefined;
}
