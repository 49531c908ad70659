import { type Detector, patternDetector } from './detector.ts';

/** A capitalised name word, an initial, or words in between (van, de, bin). */
const word = String.raw`\p{Lu}[\p{L}\p{M}]*(?:['’\-]\p{Lu}?[\p{L}\p{M}]+)*`;
const particle = `(?:van|von|der|den|de|da|do|dos|di|del|della|la|le|bin|ibn|al|el|zu|af|av)`;
const name = String.raw`${word}(?:[ \t]{1,2}(?:${particle}[ \t]{1,2}){0,2}(?:\p{Lu}\.|${word})){0,3}`;
const notName = String.raw`(?!(?:Dr|Mr|Mrs|Ms|Miss|Prof|The|This|That|There|It|Is|Are|Am|I|We|You|They|He|She|All|Team|Sir|Madam|Everyone|Support|Service|Help|Please|Not|No|Yes|Hello|Hi|Dear|Thanks|Thank|Regards|Error|Windows|Microsoft|Office|Outlook|Admin|Customer|User|Colleagues|Guys|Folks|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|June|July|August|September|October|November|December)(?![\p{L}\p{M}]))`;
const value = `(?<value>${notName}${name})`;
const end = String.raw`(?![\p{L}\p{M}])`;

function cue(before: string, flags = 'gu'): RegExp {
  return new RegExp(`${before}${value}${end}`, flags);
}

/** Names where the words around them say so. */
const cuedNames = patternDetector({
  type: 'PERSON',
  isWorthwhile: /\p{Lu}/u,
  patterns: [
    cue(String.raw`(?<![\p{L}])(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herr|Frau|Mme|Mlle|Sr|Sra|Sig|Mx)\.?[ \t]{1,2}`),
    cue(
      String.raw`(?<![\p{L}])(?:[Mm]y (?:full )?name is|[Nn]ame is|[Tt]his is|[Ii] am|[Ii]['’]m|[Ii]ch bin|[Mm]ein Name ist|[Jj]e suis|[Mm]e llamo|called|named)[ \t]{1,2}(?:(?:Dr|Mr|Mrs|Ms|Prof)\.?[ \t])?`,
    ),
    cue(
      String.raw`(?<![\p{L}])(?:[Nn]ame|[Uu]ser|[Ee]mployee|[Cc]aller|[Rr]equester|[Rr]equestor|[Cc]ontact|[Mm]anager|[Ff]rom|[Tt]o|[Cc]c|[Oo]wner|[Aa]ssignee|[Rr]eported by|[Dd]irected [Bb]y|[Aa]ddress|[Ff]irst name|[Ll]ast name|[Ss]urname)[ \t]{0,2}:[ \t]{0,8}`,
    ),
    cue(
      String.raw`(?<![\p{L}])(?:Hi|Hello|Hey|Dear|Hallo|Liebe|Lieber|Bonjour|Hola|Ciao|Thanks|Thank you|Cheers)(?:,[ \t]?|[ \t]{1,2})`,
    ),
    cue(
      String.raw`(?<![\p{L}])(?:[Rr]egards|[Bb]est|[Ss]incerely|[Cc]heers|[Tt]hanks|[Tt]hank you|BR|Grüße|Grüßen|[Cc]ordialement|[Ss]aludos)[,.!]?[ \t]{0,2}(?:\r?\n){1,2}[ \t]{0,4}`,
    ),
    new RegExp(
      `(?<![\\p{L}])${value}${end}(?=(?:,[^.\\n]{0,40},)?[ ](?:said|says|wrote|writes|asked|told|called|reported|mentioned|lives|is on leave|is out of office)(?![\\p{L}]))`,
      'gu',
    ),
    // An initial in the middle makes a name: "Faina D. Yefremova".
    new RegExp(`(?<![\\p{L}])(?<value>${notName}${word}[ \\t](?!I )\\p{Lu}\\.?[ \\t]${word})${end}`, 'gu'),
    cue(
      String.raw`(?<![\p{L}])(?:on behalf of|speak (?:to|with)|spoke (?:to|with)|reported by|requested by|approved by|assigned to|my (?:colleague|manager|boss|husband|wife|brother|sister|friend)|[Cc]olleague|[Ee]mployee)[ \t]{1,2}`,
    ),
  ],
});

/** Capitalised words in a row. */
const runOfWords = /(?<![\p{L}\p{M}])\p{Lu}[\p{L}\p{M}]*(?:[ \t]{1,2}\p{Lu}[\p{L}\p{M}]*)*(?![\p{L}\p{M}])/gu;

/** Parts of a name that are worth looking for on their own: long enough to be no common abbreviation. */
const namePart = /\p{Lu}[\p{L}\p{M}]{2,}/gu;

/** People's names where the words around them say so, and the same names wherever else they stand in the text. */
export const personDetector: Detector = {
  type: 'PERSON',
  version: '2',
  *find(text) {
    const cued = [...cuedNames.find(text)];
    yield* cued;
    const parts = new Set(
      cued.flatMap(({ start, end: stop }) => text.slice(start, stop).match(namePart) ?? []),
    );
    if (parts.size === 0) return;
    // Neighbouring parts are one name: "Anna Schmidt" is not two people.
    for (const { index, 0: run } of text.matchAll(runOfWords)) {
      if (run.split(/[ \t]+/).every((part) => parts.has(part)))
        yield { start: index, end: index + run.length };
    }
  },
};
