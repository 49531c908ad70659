import { type AnnotatedText, composeText, type Part } from '../annotated-text.ts';
import { confusables } from './confusables.ts';
import { contacts } from './contacts.ts';
import { idsByName, idsOfTheirOwn, type NationalId } from './national-ids.ts';
import { paymentNumbers } from './payment-numbers.ts';
import { createRandom, type Random } from './random.ts';
import { secrets } from './secrets.ts';
import type { Value } from './value.ts';

const anySentence = [
  'please check {} for me',
  'The form shows {} and nothing else.',
  'since this morning {} is refused',
  'I sent {} yesterday, but nothing happened',
  '({})',
  'see {}, which is wrong',
  'the entry "{}" is there twice',
  '- {}',
  'Could you remove {}?',
] as const;

const plain = [
  'Hello,',
  'the printer on the second floor is offline again.',
  'I cannot open the shared mailbox.',
  'Outlook asks for my password all the time.',
  'VPN disconnects every 10 minutes.',
  'Thanks in advance',
  'It worked until the update on Monday.',
  'bitte um Hilfe',
  'This is urgent, 20 users are affected.',
] as const;

const national = ({ kind, make, sentences }: NationalId): Value => ({
  type: 'NATIONAL_ID',
  kind,
  make,
  sentences,
});

/** Everything of which a person or a check digit can say what it is. */
export const sensitiveValues: readonly Value[] = [
  ...contacts,
  ...paymentNumbers,
  ...idsOfTheirOwn.map(national),
  ...idsByName.map(national),
  ...secrets,
];

function sentenceWith(random: Random, { type, kind, make, sentences }: Value): Part[] {
  const [before = '', after = ''] = random.pick(sentences ?? anySentence).split('{}');
  const value = make(random);
  if (value === '') return [{ text: before + after, type: null, kind }];
  return [{ text: before }, { text: value, type, kind }, { text: after }];
}

/** As many tickets, each with a few sentences: one with every value in turn, others with what could be mistaken for one. */
export function syntheticTickets(count: number, seed: number): AnnotatedText[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const sensitive = sensitiveValues[index % sensitiveValues.length];
    const sentences: Part[][] = [
      ...(sensitive === undefined ? [] : [sentenceWith(random, sensitive)]),
      sentenceWith(random, random.pick(confusables)),
      sentenceWith(random, random.pick(confusables)),
      [{ text: random.pick(plain) }],
    ];
    const ordered = sentences
      .map((sentence) => ({ sentence, place: random.below(1_000_000) }))
      .sort((left, right) => left.place - right.place);
    return composeText(
      ordered.flatMap(({ sentence }, place) =>
        place === 0 ? sentence : [{ text: random.pick(['\n', '\n', '. ', '\n\n']) }, ...sentence],
      ),
    );
  });
}
