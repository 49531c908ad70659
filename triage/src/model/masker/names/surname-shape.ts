/** Endings that surnames of several languages have and ordinary words have not. Of folded words. */
const ending = new RegExp(
  `(?:${[
    // East and South Slavic
    '[^aeiou]ova?|[^aeiou]eva?|[aiy]y?eva?|enko|chuk|skaya|[ds]kiy|vic|vich',
    // West Slavic
    '[^aeiou]ska|[^aeiou]ski|[cs]ky|icka|icky|cka|cki|wicz|czyk|czak',
    // Nordic and Finnish
    'sson|sdottir|dottir|[dklnrt]sen|quist|qvist|gren|strom|inen|[^aeiou]onen|anen|ainen',
    // Hungarian, Romanian, Greek, Turkish, Caucasian
    'escu|opoulos|opoulou|akis|idis|iadis|oglu|ogullari|shvili|idze|adze|[^aeiou]yan|[aeiou]ssy|ossy',
    // German and Dutch
    'mann|meier|meyer|mayer|stra',
    // Spanish, Italian
    '[ndrt]ez|uez|elli|etti|ucci|acci|occhi',
    // South and East Asian
    'moto|mura|yama|kawa|guchi|zaki|shima|swamy|ullah|uddin|zadeh',
  ].join('|')})$`,
);

const longestEnding = 9;

/** Whether a word, folded, is built like a surname. */
export function isBuiltLikeASurname(word: string): boolean {
  return word.length >= 6 && ending.test(word.slice(-longestEnding));
}
