export * from './column.ts';
export * from './compile-query.ts';
export * from './parse-query.ts';
export { compareText, compareValues } from './predicate.ts';
export * from './select-rows.ts';
