import {
  belongings,
  farewells,
  fields,
  greetings,
  introductions,
  relations,
  sayings,
  titles,
  weakRelations,
} from './cue-words.ts';
import { patternDetector } from './detector.ts';

/** A capitalised name word, an initial, or words in between (van, de, bin). */
const word = String.raw`\p{Lu}[\p{L}\p{M}]*(?:['’\-][\p{L}\p{M}]+){0,4}`;
const particle =
  "(?:van|von|der|den|de|da|do|dos|di|del|della|la|le|ten|ter|bin|ibn|al|el|zu|af|av|d['’](?=\\p{Lu}))";
const name = String.raw`${word}(?:[ \t]{1,2}(?:${particle}[ \t]{0,2}){0,2}(?:\p{Lu}\.|${word})){0,3}`;
const end = String.raw`(?![\p{L}\p{M}\p{N}_])`;
const value = `(?<value>${name})${end}`;
const start = String.raw`(?<![\p{L}\p{M}\p{N}_'’-])`;
const title = String.raw`(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herr|Frau)\.?[ \t]{1,2})?`;

function after(before: string): RegExp {
  return new RegExp(`${start}${before}${title}${value}`, 'gu');
}

function before(following: string): RegExp {
  return new RegExp(`${start}${value}(?=${following}(?![\\p{L}]))`, 'gu');
}

function names(...patterns: RegExp[]) {
  return patternDetector({ type: 'PERSON', isWorthwhile: /\p{Lu}/u, patterns });
}

/** Names after a title: whatever they are. */
export const titledNames = names(new RegExp(`${start}${titles}\\.?[ \\t]{1,2}${value}`, 'gu'));

/** Words above an address or a number, as on a letter: a name, or a firm's. */
export const letterheads = patternDetector({
  type: 'PERSON',
  isWorthwhile: /\n[>?*\t ]{0,8}(?:\d|[PpMmTtEe][-hoem])/,
  patterns: [
    new RegExp(
      String.raw`(?<=^[>?*\t ]{0,8})(?<value>${word}(?:[ ](?:${particle}[ ]){0,2}(?:\p{Lu}\.?|${word})){1,3})(?=[ ]*\r?\n(?:[^\n]{0,60}\n){0,4}?[>?*\t ]{0,8}(?:\d{1,5}[ ][\p{Lu}\d]|(?:[Pp]hone|[Mm]obile|[Tt]el|[Ee]-?mail)\b))`,
      'gmu',
    ),
  ],
});

/** Names where the words around them say so. */
export const cuedNames = names(
  after(`${introductions}[ \\t]{1,2}`),
  after(`${fields}[ \\t]{0,2}(?::[ \\t]{0,8}|[ \\t][-–][ \\t])`),
  // "Leaver: Miller, Anna"
  new RegExp(`${start}${fields}[ \\t]{0,2}:[ \\t]{0,8}${word},[ \\t]{1,2}${value}`, 'gu'),
  after(`${farewells}[,.!]?[ \\t]{0,2}(?:\\r?\\n){1,2}[ \\t]{0,4}`),
  after(`${relations}[ \\t]{1,2}`),
  before(`(?:,[^.\\n]{0,40},)?[ ]${sayings}`),
);

/** After a greeting: a name, or the first word of what they want. */
export const greetedNames = names(after(`${greetings}(?:,[ \\t]?|[ \\t]{1,2})`));

/** Where a person may stand, or a product, a team, a program. */
export const weaklyCuedNames = names(after(`${weakRelations}[ \\t]{1,2}`), before(belongings));
