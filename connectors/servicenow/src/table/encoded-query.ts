import { SignalboxError } from '@signalbox/sdk';

const columnName = /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/;

export type Operator = '=' | '!=' | '<' | '>' | '<=' | '>=' | 'LIKE' | 'STARTSWITH' | 'IN';

/**
 * One condition of an encoded query. Refuses what would change the query's meaning: `^` joins conditions,
 * `javascript:` is evaluated on the instance, an operator's character at the start would make another operator.
 * Throws `rejected`.
 */
export function condition(column: string, operator: Operator, value: string | readonly string[]): string {
  if (!columnName.test(column)) throw refused(`"${column}" is not a column name`);
  const values = typeof value === 'string' ? [value] : value;
  if (values.length === 0 || values.some((item) => item === '')) {
    throw refused(`the value for ${column} is empty, which would match other records than meant`);
  }
  for (const item of values) refuseUnsafe(column, item);
  if (operator === 'IN' && values.some((item) => item.includes(','))) {
    throw refused(`a value for ${column} contains a comma, which separates values`);
  }
  return `${column}${operator}${values.join(',')}`;
}

/** Conditions that must all hold. `sysparm_query` has no brackets: `^OR` binds to the condition before it. */
export function allOf(...conditions: readonly string[]): string {
  return conditions.filter((item) => item !== '').join('^');
}

/** Two conditions of which one must hold. */
export function eitherOf(first: string, second: string): string {
  return `${first}^OR${second}`;
}

export function orderBy(...columns: readonly string[]): string {
  return columns.map((column) => `ORDERBY${column}`).join('^');
}

function refuseUnsafe(column: string, value: string): void {
  const hasControlCharacter = [...value].some((character) => character < ' ');
  if (value.includes('^') || hasControlCharacter || /^\s*(javascript:|[=<>!])/i.test(value)) {
    throw refused(`a value for ${column} contains characters that have a meaning in a query`);
  }
}

function refused(reason: string): SignalboxError {
  return new SignalboxError('rejected', `The query was not sent: ${reason}.`);
}
