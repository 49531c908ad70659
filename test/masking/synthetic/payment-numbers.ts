import { capitals, type Random } from './random.ts';
import type { Value } from './value.ts';

function luhnDigit(digits: string): number {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    sum += index % 2 === 0 ? Math.floor((digit * 2) / 10) + ((digit * 2) % 10) : digit;
  }
  return (10 - (sum % 10)) % 10;
}

const issuers = [
  { kind: 'Visa card', prefix: ['4'], length: 16 },
  { kind: 'Mastercard', prefix: ['51', '52', '55', '2231'], length: 16 },
  { kind: 'American Express card', prefix: ['34', '37'], length: 15 },
  { kind: 'Maestro card', prefix: ['6304', '5020'], length: 18 },
] as const;

function cardDigits(random: Random, prefix: readonly string[], length: number, wrongBy: number): string {
  const start = random.pick(prefix);
  const digits = start + random.digits(length - start.length - 1);
  return `${digits}${(luhnDigit(digits) + wrongBy) % 10}`;
}

function grouped(random: Random, digits: string): string {
  const gap = random.pick(['', ' ', '-']);
  const groups =
    digits.length === 15
      ? /(\d{4})(\d{6})(\d{5})/
      : digits.length === 16
        ? /(\d{4})(\d{4})(\d{4})(\d{4})/
        : /(\d+)/;
  return (groups.exec(digits)?.slice(1) ?? [digits]).join(gap);
}

/** Country, length, and whether the account part has letters. ISO 13616 registry. */
const ibanCountries = [
  ['DE', 22, false],
  ['GB', 22, true],
  ['FR', 27, false],
  ['NL', 18, true],
  ['CH', 21, false],
  ['ES', 24, false],
  ['IT', 27, true],
  ['PL', 28, false],
  ['NO', 15, false],
  ['SE', 24, false],
  ['AT', 20, false],
  ['TR', 26, false],
] as const;

/** ISO 7064, MOD 97-10. */
function ibanCheck(country: string, account: string): string {
  const digits = Array.from(`${account}${country}00`, (character) => Number.parseInt(character, 36)).join('');
  return String(98n - (BigInt(digits) % 97n)).padStart(2, '0');
}

function iban(random: Random, isWrong: boolean): string {
  const [country, length, hasLetters] = random.pick(ibanCountries);
  const bank = hasLetters ? random.characters(4, capitals) : '';
  const account = bank + random.digits(length - 4 - bank.length);
  const check = ibanCheck(country, account);
  const written = isWrong ? String(((Number(check) + 7) % 97) + 2).padStart(2, '0') : check;
  const compact = `${country}${written}${account}`;
  return random.pick([compact, compact.replace(/(.{4})(?=.)/g, '$1 ')]);
}

export const paymentNumbers: readonly Value[] = [
  ...issuers.map(({ kind, prefix, length }) => ({
    type: 'CARD',
    kind,
    make: (random: Random) => grouped(random, cardDigits(random, prefix, length, 0)),
  })),
  { type: 'IBAN', kind: 'IBAN', make: (random) => iban(random, false) },
];

export const wrongPaymentNumbers: readonly Value[] = [
  {
    type: null,
    kind: '16 digits, not a card',
    make: (random) => cardDigits(random, ['4', '5', '2', '7'], 16, 1 + random.below(9)),
  },
  {
    type: null,
    kind: 'IBAN with wrong check digits',
    make: (random) => iban(random, true).replaceAll(' ', ''),
  },
];
