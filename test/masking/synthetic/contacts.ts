import { hexadecimal, type Random } from './random.ts';
import type { Value } from './value.ts';

const people = [
  'jane.doe',
  'k_ohara',
  'mueller',
  'a.rossi+it',
  'pat-kim',
  "o'neil",
  'x4711',
  'jürgen.groß',
] as const;
const domains = [
  'example.com',
  'mail.example.co.uk',
  'example-gmbh.de',
  'it.example.org',
  'example.museum',
] as const;

const phoneForms = [
  '+1 415 555 ####',
  '+1-202-555-0###',
  '+44 20 7946 0###',
  '+44 7700 900###',
  '+49 30 901820##',
  '+49 (0)171 39200##',
  '+33 1 70 18 ## ##',
  '+34 912 34 ## ##',
  '+39 06 4521 ####',
  '+41 44 668 ## ##',
  '+48 22 552 ## ##',
  '+91 98765 4####',
  '+81 3 1234 ####',
  '+86 138 0013 ####',
  '+55 11 91234-####',
  '(212) 555-0###',
  '212-555-0###',
  '212.555.0###',
  '020 7946 0###',
  '07700 900###',
  '01 70 18 ## ##',
  '06-4521 ####',
  '+46 8 123 ### ##',
  '+31 20 794 ####',
];

const filled = (random: Random, form: string): string => form.replace(/#/g, () => random.digits(1));
const octet = (random: Random): number => random.below(256);
const group = (random: Random): string => random.characters(1 + random.below(4), hexadecimal);

export const contacts: readonly Value[] = [
  { type: 'EMAIL', kind: 'e-mail', make: (random) => `${random.pick(people)}@${random.pick(domains)}` },
  {
    type: 'PHONE',
    kind: 'phone, any sentence',
    make: (random) =>
      filled(random, random.pick(phoneForms.filter((form) => form.includes('+') || form.includes('555')))),
  },
  {
    type: 'PHONE',
    kind: 'phone, beside a word that says so',
    make: (random) =>
      filled(random, random.pick([...phoneForms, '0171/39200##', '030 901820##', '555 0###', '4155550###'])),
    sentences: [
      'Tel.: {}',
      'please call me on {}',
      'phone {}',
      'My mobile number is {}',
      'Telefon {}',
      'reach me at {}',
    ],
  },
  {
    type: 'IP',
    kind: 'IPv4',
    make: (random) =>
      `${random.pick([`10.${octet(random)}`, `192.168`, `172.${16 + random.below(16)}`, `8${random.below(10)}.${octet(random)}`])}.${octet(random)}.${octet(random)}`,
  },
  {
    type: 'IP',
    kind: 'IPv6',
    make: (random) =>
      random.pick([
        `fe80::${group(random)}:${group(random)}:${group(random)}:${group(random)}`,
        `2001:db8::${1 + random.below(9)}${random.digits(1)}:${group(random)}`,
        Array.from({ length: 8 }, () => `${1 + random.below(9)}${random.characters(3, hexadecimal)}`).join(
          ':',
        ),
      ]),
  },
];
