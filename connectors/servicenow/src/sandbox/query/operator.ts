/**
 * Operators of encoded queries, longest first, so that `NOT LIKE` is not read as something shorter.
 * Source: the platform's "Operators available for filters and queries".
 */
export const operators = [
  'DOES NOT CONTAIN',
  'NOT LIKE',
  'NOTLIKE',
  'STARTSWITH',
  'INSTANCEOF',
  'ISNOTEMPTY',
  'EMPTYSTRING',
  'ENDSWITH',
  'ANYTHING',
  'CONTAINS',
  'ISEMPTY',
  'BETWEEN',
  'NOT IN',
  'NSAMEAS',
  'SAMEAS',
  'NOTON',
  'LIKE',
  'IN',
  'ON',
  '!=',
  '>=',
  '<=',
  '=',
  '>',
  '<',
] as const;
export type Operator = (typeof operators)[number];
