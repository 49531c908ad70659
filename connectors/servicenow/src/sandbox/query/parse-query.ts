import { type Operator, operators } from './operator.ts';

/** `field OPERATOR value`, the field possibly dot-walked. */
export interface Condition {
  readonly path: string;
  readonly operator: Operator;
  readonly value: string;
}

export interface Ordering {
  readonly path: string;
  readonly isDescending: boolean;
}

/** A parsed encoded query. */
export interface Query {
  /** One entry per `^NQ`; any of them may hold. Inside: all must hold, each being a list of alternatives (`^OR`). */
  readonly groups: readonly (readonly (readonly (Condition | Invalid)[])[])[];
  readonly orderings: readonly Ordering[];
}

/** A part that is no condition at all. */
export interface Invalid {
  readonly invalid: string;
}

/** Reads an encoded query. Never throws: what it cannot read is kept as {@link Invalid}. `^^` stands for `^` in a value. */
export function parseQuery(text: string): Query {
  const groups: (Condition | Invalid)[][][] = [[]];
  const orderings: Ordering[] = [];
  for (const token of tokens(text)) {
    if (token.startsWith('NQ')) {
      groups.push([[parseCondition(token.slice(2))]]);
      continue;
    }
    const ordering = parseOrdering(token);
    if (ordering) {
      orderings.push(ordering);
      continue;
    }
    if (token === 'EQ' || token.startsWith('GROUPBY')) continue;
    const group = groups.at(-1);
    const alternatives = group?.at(-1);
    if (token.startsWith('OR') && alternatives) alternatives.push(parseCondition(token.slice(2)));
    else group?.push([parseCondition(token.startsWith('OR') ? token.slice(2) : token)]);
  }
  return { groups, orderings };
}

function tokens(text: string): string[] {
  if (!text.includes('^^')) return text.split('^').filter((token) => token !== '');
  // Two carets in a row are one that belongs to a value; the stand-in cannot occur in a URL parameter.
  return text
    .replaceAll('^^', '\u0000')
    .split('^')
    .filter((token) => token !== '')
    .map((token) => token.replaceAll('\u0000', '^'));
}

function parseOrdering(token: string): Ordering | undefined {
  const match = /^ORDERBY(DESC)?([a-z0-9_.]+)$/.exec(token);
  return match?.[2] ? { path: match[2], isDescending: match[1] !== undefined } : undefined;
}

function parseCondition(token: string): Condition | Invalid {
  const path = /^[a-z0-9_.]+/.exec(token)?.[0];
  if (!path) return { invalid: token };
  const rest = token.slice(path.length);
  const operator = operators.find((candidate) => rest.startsWith(candidate));
  return operator ? { path, operator, value: rest.slice(operator.length) } : { invalid: token };
}
