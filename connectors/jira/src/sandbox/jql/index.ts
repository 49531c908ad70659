export type { Candidate, SearchContext } from './candidate.ts';
export { readQuery, search } from './search.ts';
export type { Query } from './syntax.ts';
