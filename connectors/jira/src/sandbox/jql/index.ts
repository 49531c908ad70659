export type { Candidate, SearchContext } from './candidate.ts';
export { readQuery, search } from './search.ts';
export type { Clause, Query } from './syntax.ts';
