/** Words that say that the next ones, or those before, name a person. Patterns, to be put into larger ones. */

function either(...words: string[]): string {
  return `(?:${words.join('|')})`;
}

export const titles =
  '(?:[Mm]rs?|[Mm]s|Miss|[Dd]r|[Pp]rof|Herr|Frau|Mme|Mlle|M|Sr|Sra|Srta|Sig|Sig\\.ra|Mx|Hr|Fr|Fru|Ing|κ|κα|Κύριος|Κυρία)';

export const introductions = either(
  ...['[Mm]y (?:full |first |last )?name is', '[Nn]ame is', '[Nn]ame\\?(?: [Uu]ser:)?', '[Tt]his is'],
  ...['[Ii] am', "[Ii]['’]m", '[Cc]all(?:s|ed)? me', 'called', 'named(?: him| her| them)?'],
  ...['[Ii]ch bin', '[Mm]ein Name ist', '[Hh]ier ist', '[Hh]ier spricht'],
  ...['[Jj]e suis', "[Jj]e m['’]appelle", '[Mm]e llamo', '[Mm]i nombre es', '[Mm]i chiamo', '[Mm]eu nome é'],
  ...['[Mm]ijn naam is', '[Mm]itt namn är', '[Mm]it navn er', '[Nn]azywam się', '[Jj]menuji se'],
  ...['[Мм]еня зовут', '[Мм]ене звати', '[Οο]νομάζομαι', '[Μμ]ε λένε'],
);

const fieldNames = [
  ...[
    'name',
    'full name',
    'user',
    'employee',
    'employee name',
    'caller',
    'reque?stor',
    'requester',
    'contact',
  ],
  ...[
    'manager',
    'from',
    'to',
    'cc',
    'owner',
    'assignee',
    'reported by',
    'requested (?:by|for)',
    'affected user',
  ],
  ...[
    'directed by',
    'address',
    'surname',
    'first name',
    'last name',
    'supervisor',
    'approver',
    'leaver',
    'joiner',
  ],
  ...[
    '(?:new )?starter',
    'new hire',
    'vorname',
    'nachname',
    'ansprechpartner(?:in)?',
    'mitarbeiter(?:in)?',
    'benutzer',
  ],
  ...[
    'nom',
    'prénom',
    'utilisateur',
    'nombre',
    'usuario',
    'nome',
    'cognome',
    'imię i nazwisko',
    'naam',
    'jméno',
  ],
  ...['фио', 'имя', 'фамилия', 'сотрудник', 'пользователь', 'όνομα', 'ονοματεπώνυμο'],
];

/** Names of fields of a form, in lower case; before a colon. */
export const fieldsInLowerCase = either(...fieldNames);

/** The same as people write them: in lower case, with a capital, in capitals. */
export const fields = either(
  ...fieldNames.map((name) => {
    const first = name.charAt(0);
    const capitalised = /\p{L}/u.test(first) ? `[${first.toUpperCase()}${first}]${name.slice(1)}` : name;
    return /^[\p{L} ]+$/u.test(name) ? `${capitalised}|${name.toUpperCase()}` : capitalised;
  }),
);

export const greetings = either(
  ...['Hi', 'Hello', 'Hey', 'Dear', 'Hallo', 'Liebe', 'Lieber', 'Bonjour', 'Hola', 'Ciao', 'Servus', 'Moin'],
  ...['Thanks', 'Thank you', 'Cheers', 'BR', 'MfG', 'LG', 'VG', 'Regards', '(?:[Bb]est|[Kk]ind) [Rr]egards'],
);

export const farewells = either(
  ...[
    '[Rr]egards',
    '[Bb]est',
    '[Ss]incerely',
    '[Cc]heers',
    '[Tt]hanks',
    '[Tt]hank you',
    'BR',
    '[Bb]est wishes',
  ],
  ...['Grüße', 'Grüßen', 'Gruß', 'Gruss', 'MfG', 'LG', 'VG', '[Cc]ordialement', '[Ss]aludos', '[Ss]aluti'],
  ...['[Gg]roeten?', '[Hh]älsningar', '[Hh]ilsen', '[Pp]ozdrawiam', '[Cc]umprimentos'],
  ...['[Сс] уважением', '[Зз] повагою', '[Μμ]ε εκτίμηση', '--'],
);

export const relations = either(
  'on behalf of',
  '(?:[Ss]peak|[Ss]poke|spoken|talk|talked|follow up|meet|met) (?:to|with)',
  ...['assigned to', 'said', 'says'],
  '(?:reported|requested|approved|submitted|signed|written|created|sent|directed|raised|logged) by',
  'starring',
  '(?:[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir) (?:colleague|manager|boss|supervisor|assistant|husband|wife|partner|brother|sister|son|daughter|kid|child|mother|father|friend|neighbour|team lead)',
  ...['[Cc]olleague', '[Ee]mployee', '[Pp]roducer', '[Dd]irector', '[Ss]ongwriter', '[Aa]uthor', '[Ss]inger'],
  ...['player', '[Pp]resident', '[Mm]inister', '[Aa]nalyst', '[Tt]echnician', '[Cc]onsultant', '[Nn]urse'],
);

/** After a name. */
export const sayings = either(
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
  ],
  ...[
    'explained',
    'lives',
    'works (?:for|at|in|with|from)',
    'began',
    'resigned',
    'retired',
    'joined',
    'joins',
  ],
  ...['moved', 'went', 'spent', 'forgot', 'here(?=[.,!;:])'],
  'is (?:from|on (?:leave|holiday|vacation)|out of (?:the )?office|off sick|sick|away|very|a (?:colleague|manager|new))',
  'will be (?:talking|speaking|joining|leaving|away|out)',
  'has (?:left|joined|forgotten|resigned|retired)',
  'and I',
  '(?:has|had|lost|needs|cannot|changed|got) (?:[a-z]{1,12} ){0,3}(?:his|her)',
);

/** After a person or something else: what people have. */
export const belongings =
  "['’]s? (?:laptop|notebook|computer|pc|mailbox|inbox|account|calendar|phone|password|profile|badge|manager|access|desk|monitor|keyboard|headset|screen|replacement|contract|desktop)";

/** Before a person or something else: only words that could be a name count after these. */
export const weakRelations = either(
  ...[
    '[Uu]ser',
    '[Bb]enutzer(?:in)?',
    '[Uu]tilisateur',
    '[Uu]suario',
    '[Mm]itarbeiter(?:in)?',
    '[Kk]ollege',
    '[Kk]ollegin',
  ],
  ...[
    '[Nn]ew (?:starter|joiner|hire|colleague)',
    '[Ss]tarter',
    '[Ll]eaver',
    '[Cc]aller',
    '[Cc]ustomer',
    '[Cc]ontractor',
  ],
  '(?:laptop|notebook|computer|pc|mailbox|account|accounts|access|profile|phone|calendar|password|licen[cs]e|rights|permissions|badge|desk|office) (?:of|for|with)',
  ...['[Пп]ользовател[ьяю]', '[Сс]отрудник[ау]?', '[Χχ]ρήστης?', '[Υυ]πάλληλος'],
);
