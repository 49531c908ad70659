import { type AnnotatedText, composeText, type Part } from '../annotated-text.ts';
import { latinPeople, type Person, peopleByScript } from './people.ts';
import { loginPhrases, namelessPhrases, phrases, phrasesByScript } from './phrases.ts';

const withoutMarks = (name: string): string => name.normalize('NFD').replace(/[\p{M}'’\s-]/gu, '');

/** How companies make logins out of names. */
function loginsOf({ given, surname }: Person): readonly string[] {
  const [first, last] = [withoutMarks(given).toLowerCase(), withoutMarks(surname).toLowerCase()];
  return [`${first.slice(0, 1)}${last}`, `${first}.${last}`, `${last}${first.slice(0, 1)}2`];
}

function written(slot: string, { given, surname }: Person): string {
  switch (slot) {
    case 'given':
      return given;
    case 'surname':
      return surname;
    case 'lower':
      return `${given} ${surname}`.toLowerCase();
    case 'upper':
      return `${given} ${surname}`.toUpperCase();
    default:
      return `${given} ${surname}`;
  }
}

function filled(
  phrase: string,
  kind: string,
  pieceOf: (slot: string) => string,
  type = 'PERSON',
): AnnotatedText {
  const parts = phrase.split(/\{(\w*)\}/).map((piece, index): Part => {
    return index % 2 === 0 ? { text: piece } : { text: pieceOf(piece), type, kind };
  });
  return composeText(parts);
}

/** Every name in every situation, and sentences without any. `kind` says which situation or script. */
export function namedTickets(): AnnotatedText[] {
  const latin = Object.entries(phrases).flatMap(([situation, all]) =>
    all.flatMap((phrase) =>
      latinPeople.map((person) => filled(phrase, situation, (slot) => written(slot, person))),
    ),
  );
  const logins = loginPhrases.flatMap((phrase) =>
    latinPeople.flatMap((person) =>
      loginsOf(person).map((login) => filled(phrase, 'login', () => login, 'USERNAME')),
    ),
  );
  const others = Object.entries(phrasesByScript).flatMap(([script, all]) =>
    all.flatMap((phrase) =>
      (Object.entries(peopleByScript).find(([name]) => name === script)?.[1] ?? []).map((name) =>
        filled(phrase, script, () => name),
      ),
    ),
  );
  return [...latin, ...logins, ...others];
}

export const namelessTickets = (): AnnotatedText[] => namelessPhrases.map((text) => composeText([{ text }]));
