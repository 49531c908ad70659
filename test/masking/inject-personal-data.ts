import { latinPeople } from './names/people.ts';
import { createRandom, type Random, sensitiveValues } from './synthetic/index.ts';

const before = [
  'Hi, this is {name}.',
  'Hello, my name is {name}.',
  '{name} here.',
  'Reported by {name}.',
  '',
] as const;
const between = [
  'Please call me on {phone}.',
  'My mail is {mail}.',
  'My number is {id}.',
  'I am on {ip}.',
  'user {login}',
  'See {url}.',
  'I used the key {secret}.',
] as const;
const after = ['Best regards,\n{name}', 'Thanks,\n{name}', '{name}, {mail}, {phone}', ''] as const;

/** The kinds of a slot in a sentence, by the masker's types. */
const slots: Readonly<Record<string, (type: string, kind: string) => boolean>> = {
  phone: (type, kind) => type === 'PHONE' && kind.includes('any sentence'),
  mail: (type) => type === 'EMAIL',
  ip: (type) => type === 'IP',
  url: (type) => type === 'URL',
  secret: (type, kind) => type === 'SECRET' && kind.startsWith('key: ') && !kind.includes('private'),
  id: (type, kind) => ['NATIONAL_ID', 'IBAN', 'CARD'].includes(type) && /DNI|PESEL|IBAN|Visa|AHV/.test(kind),
};

/** Fills a sentence's slots; the same name throughout. */
function filled(sentence: string, name: string, random: Random): string {
  return sentence.replace(/\{(\w+)\}/g, (_, slot: string) => {
    if (slot === 'name') return name;
    if (slot === 'login') return name.toLowerCase().replace(/[^a-z]+/g, '.');
    const isOfSlot = slots[slot] ?? (() => false);
    return random.pick(sensitiveValues.filter(({ type, kind }) => isOfSlot(type ?? '', kind))).make(random);
  });
}

/**
 * A text as people would have sent it: with their name, and two or three of their addresses, numbers and keys. Names of
 * `part` `a` and `b` are different ones, so that nothing can be learnt of one from the other.
 */
export function withPersonalData(text: string, part: 'a' | 'b', seed: number): string {
  const random = createRandom(seed);
  const people = latinPeople.filter((_, index) => index % 2 === (part === 'a' ? 0 : 1));
  const { given, surname } = random.pick(people);
  const name = `${given} ${surname}`;
  const sentences = [
    random.pick(before),
    text,
    random.pick(between),
    random.pick(between),
    random.pick(after),
  ];
  return sentences
    .map((sentence) => (sentence === text ? text : filled(sentence, name, random)))
    .filter((sentence) => sentence !== '')
    .join('\n');
}
