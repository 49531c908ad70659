export { createLexicon, type Evidence, type Lexicon } from './lexicon.ts';
export { organisationWords, placeWords } from './organisations.ts';
