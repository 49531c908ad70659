import { patternDetector } from './detector.ts';

/** A capitalised name word, an initial, or words in between (van, de, bin). */
const word = String.raw`\p{Lu}[\p{L}\p{M}]*(?:['’\-][\p{L}\p{M}]+){0,4}`;
const particle = '(?:van|von|der|den|de|da|do|dos|di|del|della|la|le|ten|ter|bin|ibn|al|el|zu|af|av)';
const name = String.raw`${word}(?:[ \t]{1,2}(?:${particle}[ \t]{1,2}){0,2}(?:\p{Lu}\.|${word})){0,3}`;
const end = String.raw`(?![\p{L}\p{M}\p{N}_])`;
const value = `(?<value>${name})${end}`;
const start = String.raw`(?<![\p{L}\p{M}\p{N}_'’-])`;
const title = String.raw`(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herr|Frau)\.?[ \t]{1,2})?`;

function either(...words: string[]): string {
  return `(?:${words.join('|')})`;
}

function after(before: string, flags = 'gu'): RegExp {
  return new RegExp(`${start}${before}${title}${value}`, flags);
}

function before(following: string): RegExp {
  return new RegExp(`${start}${value}(?=${following}(?![\\p{L}]))`, 'gu');
}

const titles =
  '(?:[Mm]rs?|[Mm]s|Miss|[Dd]r|[Pp]rof|Herr|Frau|Mme|Mlle|M|Sr|Sra|Srta|Sig|Sig\\.ra|Mx|Hr|Fr|Fru|Ing)';
const introductions = either(
  '[Mm]y (?:full |first |last )?name is',
  '[Nn]ame is',
  '[Nn]ame\\?(?: [Uu]ser:)?',
  '[Tt]his is',
  '[Ii] am',
  "[Ii]['’]m",
  '[Ii]ch bin',
  '[Mm]ein Name ist',
  '[Jj]e suis',
  '[Mm]e llamo',
  '[Mm]i chiamo',
  '[Mm]eu nome é',
  '[Cc]all(?:s|ed)? me',
  'called',
  'named(?: him| her| them)?',
);
const fields = either(
  ...[
    '[Nn]ame',
    '[Uu]ser',
    '[Ee]mployee',
    '[Cc]aller',
    '[Rr]eque?stor',
    '[Rr]equester',
    '[Cc]ontact',
    '[Mm]anager',
  ],
  ...[
    '[Ff]rom',
    '[Tt]o',
    '[Cc]c',
    '[Oo]wner',
    '[Aa]ssignee',
    '[Rr]eported by',
    '[Dd]irected [Bb]y',
    '[Aa]ddress',
  ],
  ...[
    '[Ss]urname',
    '[Ss]upervisor',
    '[Aa]pprover',
    '[Vv]orname',
    '[Nn]achname',
    '[Nn]om',
    '[Pp]rénom',
    '[Nn]ombre',
  ],
);
const greetings = either(
  'Hi',
  'Hello',
  'Hey',
  'Dear',
  'Hallo',
  'Liebe',
  'Lieber',
  'Bonjour',
  'Hola',
  'Ciao',
  'Thanks',
  'Thank you',
  'Cheers',
);
const farewells = either(
  '[Rr]egards',
  '[Bb]est',
  '[Ss]incerely',
  '[Cc]heers',
  '[Tt]hanks',
  '[Tt]hank you',
  'BR',
  'Grüße',
  'Grüßen',
  '[Cc]ordialement',
  '[Ss]aludos',
);
const relations = either(
  ...[
    'on behalf of',
    '(?:speak|spoke|spoken|talk|talked|follow up|meet|met) (?:to|with)',
    'assigned to',
    'said',
    'says',
  ],
  ...[
    '(?:reported|requested|approved|submitted|signed|written|created|sent|directed|raised|logged) by',
    'starring',
  ],
  '(?:[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir) (?:colleague|manager|boss|supervisor|assistant|husband|wife|partner|brother|sister|son|daughter|kid|child|mother|father|friend|neighbour|team lead)',
  ...[
    '[Cc]olleague',
    '[Ee]mployee',
    '[Pp]roducer',
    '[Dd]irector',
    '[Ss]ongwriter',
    '[Aa]uthor',
    '[Ss]inger',
    'player',
  ],
  ...['[Pp]resident', '[Mm]inister', '[Aa]nalyst', '[Tt]echnician', '[Cc]onsultant', '[Nn]urse', 'commenter'],
);
const sayings = either(
  ...[
    'said',
    'says',
    'wrote',
    'writes',
    'asked',
    'told',
    'called',
    'reported',
    'mentioned',
    'shouted',
    'replied',
    'explained',
  ],
  ...[
    'lives',
    'works (?:for|at|in|with|from)',
    'began',
    'resigned',
    'retired',
    'joined',
    'moved',
    'went',
    'spent',
    'forgot',
  ],
  ...[
    'is (?:from|on (?:leave|holiday|vacation)|out of (?:the )?office|off sick|sick|away|very|a (?:colleague|manager|new))',
  ],
  ...[
    'will be (?:talking|speaking|joining|leaving|away|out)',
    'has (?:left|joined|forgotten|resigned|retired)',
    'and I',
  ],
  ...['just has to', '(?:has|had|lost|needs|cannot|changed|got) (?:[a-z]{1,12} ){0,3}(?:his|her)'],
);

/** Names after a title: whatever they are. */
export const titledNames = patternDetector({
  type: 'PERSON',
  isWorthwhile: /\p{Lu}/u,
  patterns: [new RegExp(`${start}${titles}\\.?[ \\t]{1,2}${value}`, 'gu')],
});

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
export const cuedNames = patternDetector({
  type: 'PERSON',
  isWorthwhile: /\p{Lu}/u,
  patterns: [
    after(`${introductions}[ \\t]{1,2}`),
    after(`${fields}[ \\t]{0,2}:[ \\t]{0,8}`),
    after(`${greetings}(?:,[ \\t]?|[ \\t]{1,2})`),
    after(`${farewells}[,.!]?[ \\t]{0,2}(?:\\r?\\n){1,2}[ \\t]{0,4}`),
    after(`${relations}[ \\t]{1,2}`),
    before(`(?:,[^.\\n]{0,40},)?[ ]${sayings}`),
  ],
});
