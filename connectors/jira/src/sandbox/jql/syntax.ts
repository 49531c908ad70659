export const comparisons = [
  '=',
  '!=',
  '~',
  '!~',
  '>',
  '>=',
  '<',
  '<=',
  'in',
  'not in',
  'is',
  'is not',
] as const;
export type Comparison = (typeof comparisons)[number];

export type Operand =
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'function'; readonly name: string; readonly parameters: readonly string[] };

export type Clause =
  | { readonly kind: 'and' | 'or'; readonly clauses: readonly Clause[] }
  | { readonly kind: 'not'; readonly clause: Clause }
  | {
      readonly kind: 'terminal';
      readonly field: string;
      readonly comparison: Comparison;
      readonly operands: readonly Operand[];
    };

export interface OrderBy {
  readonly field: string;
  readonly direction: 'asc' | 'desc' | null;
}

export interface Query {
  /** Null: no restriction at all. */
  readonly where: Clause | null;
  readonly orderBy: readonly OrderBy[];
}
