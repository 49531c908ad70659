import type { TextSpan } from '../masking.ts';
import type { Detector } from './detector.ts';
import { matchesOf } from './matches.ts';
import { createLexicon, type Evidence, type Lexicon } from './names/index.ts';

/** `C:\\Users\\anna`, `/home/anna`; not those that every computer has. */
const homeDirectory =
  /(?:[\\/]Users|\/home)[\\/](?!(?:Public|Default|All Users|Administrator|Shared|shared|root|ubuntu|runner)(?![\p{L}\p{N}]))(?<value>[\p{L}\p{N}][\p{L}\p{N}._-]{1,40})(?![\p{L}\p{N}_-])/dgu;
/** `CORP\\anna` */
const domainUser =
  /(?<![\\\p{L}\p{N}])[A-Z][A-Z0-9-]{1,14}\\(?!\\)(?<value>\p{L}[\p{L}\p{N}._-]{1,40})(?![\p{L}\p{N}_\\-])/dgu;
/** A login may follow, more probably after a sign. */
const cued =
  /(?<![\p{L}\p{N}_-])(?:user(?:[ _-]?(?:name|id))?|uid|login|logon|samaccountname|account|benutzer(?:name|kennung)?|anmeldename|kennung|utilisateur|identifiant|usuario|password (?:for|of))(?:[ ]{0,2}(?:(?<sign>[:=])|is|ist|est|es)[ ]{0,3}|[ ]{1,2})["'(]?(?<value>\p{L}[\p{L}\p{N}._-]{1,40})(?![\p{L}\p{N}_@\\/-])/dgiu;
const isCued =
  /user|login|logon|account|uid|benutzer|kennung|anmelde|utilisateur|identifiant|usuario|password/i;
/** Of everyone, or of a program. */
const ofNobody =
  /^(?:sa|root|admin|administrator|guest|system|test|unknown|none|null|local|everyone|users?|svc|service)$/i;
/** A person is found as a person. */
const nameLike = /^\p{Lu}\p{Ll}+$/u;
const namedBy: ReadonlySet<Evidence> = new Set(['given', 'surname']);

/** Which words make a login, by what stands before it: a sign is a better sign than a space. */
function isBuiltLikeALogin(value: string, hasSign: boolean, lexicon: Lexicon): boolean {
  const word = value.replace(/\d{1,4}$/, '');
  const parts = word.split(/[._]/).filter((part) => part !== '');
  const isNamed = (part: string) => part.length > 2 && namedBy.has(lexicon.evidenceOf(part));
  const isOrdinary = (part: string) => lexicon.evidenceOf(part) === 'ordinary';
  // "anna.smith", "m.smith"
  if (parts.length > 1) return parts.some(isNamed) || (parts.length === 2 && !parts.some(isOrdinary));
  // A plain name is a person's name, and found as such.
  if (isOrdinary(word) || (isNamed(word) && value === word)) return false;
  if (hasSign || (value !== word && word.length > 1)) return true;
  // "asmith", "smitha"
  const [afterInitial, beforeInitial] = [word.slice(1), word.slice(0, -1)];
  if (afterInitial.length < 4) return false;
  return isNamed(afterInitial) || isNamed(beforeInitial) || lexicon.evidenceOf(afterInitial) === 'ambiguous';
}

interface Candidate extends TextSpan {
  readonly value: string;
  readonly hasSign: boolean;
  /** A word in capitals follows: two words of a name. */
  readonly isFollowedByCapitals: boolean;
}

function* candidates(pattern: RegExp, text: string): Iterable<Candidate> {
  for (const match of matchesOf(pattern, text)) {
    const value = match.groups?.['value']?.replace(/[.]$/, '') ?? '';
    const start = match.indices?.groups?.['value']?.[0] ?? match.index;
    const end = start + value.length;
    if (ofNobody.test(value)) continue;
    const isFollowedByCapitals = /^[ ]\p{Lu}{2}/u.test(text.slice(end, end + 3));
    yield { value, start, end, hasSign: match.groups?.['sign'] !== undefined, isFollowedByCapitals };
  }
}

/** Names that people log in with: made of their own, more often than not. */
export function createLoginDetector(): Detector {
  let known: Lexicon | undefined;
  return {
    type: 'USERNAME',
    version: '1',
    *find(text) {
      if (text.includes('\\') || text.includes('/home/')) {
        yield* candidates(homeDirectory, text);
        yield* candidates(domainUser, text);
      }
      if (!isCued.test(text)) return;
      known ??= createLexicon();
      for (const candidate of candidates(cued, text)) {
        const { value, hasSign, isFollowedByCapitals } = candidate;
        if (isFollowedByCapitals || nameLike.test(value)) continue;
        if (isBuiltLikeALogin(value, hasSign, known)) yield candidate;
      }
    },
  };
}
