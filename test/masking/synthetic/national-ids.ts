import { capitals, type Random } from './random.ts';

/** A number that a state gives its people. */
export interface NationalId {
  readonly kind: string;
  make(random: Random): string;
  /** As near as can be, with a wrong check digit; absent where there is none. */
  makeWrong?(random: Random): string;
  /** Sentences around it (`{}`); where the number says nothing by itself they name it. Absent: any sentence. */
  readonly sentences?: readonly string[];
}

const two = (value: number): string => String(value).padStart(2, '0');
const numbers = (digits: string): number[] => Array.from(digits, Number);

function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0);
}

/** Another digit than the right one, at the end. */
function spoilt(value: string): string {
  const last = value.slice(-1);
  return `${value.slice(0, -1)}${/\d/.test(last) ? (Number(last) + 3) % 10 : last === 'A' ? 'B' : 'A'}`;
}

/** A number with a check: `build` gives null where no check digit exists for what was drawn. */
function checked(
  kind: string,
  build: (random: Random) => string | null,
  more: Pick<NationalId, 'sentences'> & { readonly isCheckedAlone?: boolean } = {},
): NationalId {
  function make(random: Random): string {
    for (;;) {
      const value = build(random);
      if (value !== null) return value;
    }
  }
  const { sentences, isCheckedAlone = sentences === undefined } = more;
  return {
    kind,
    make,
    sentences,
    ...(isCheckedAlone ? { makeWrong: (random) => spoilt(make(random)) } : {}),
  };
}

const dayAndMonth = (random: Random): readonly [day: string, month: string] => [
  two(1 + random.below(28)),
  two(1 + random.below(12)),
];

function luhnDigit(digits: string): number {
  const sum = numbers(digits)
    .reverse()
    .map((digit, index) => (index % 2 === 0 ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : digit))
    .reduce((total, digit) => total + digit, 0);
  return (10 - (sum % 10)) % 10;
}

const verhoeffProduct = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
];
const verhoeffShift = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
];

function verhoeffDigit(digits: string): number {
  const state = numbers(digits)
    .reverse()
    .reduce((held, digit, index) => {
      const shifted = Number(verhoeffShift[(index + 1) % 8]?.[digit]);
      return Number(verhoeffProduct[held]?.[shifted]);
    }, 0);
  return verhoeffProduct[state]?.indexOf('0') ?? 0;
}

const oddValues: Readonly<Record<string, number>> = Object.fromEntries(
  [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23].flatMap(
    (value, index) => [
      [capitals[index] ?? '', value],
      ...(index < 10 ? [[String(index), value] as [string, number]] : []),
    ],
  ),
);

function italianLetter(value: string): string {
  const sum = Array.from(value).reduce((total, character, index) => {
    const even = /\d/.test(character) ? Number(character) : capitals.indexOf(character);
    return total + (index % 2 === 0 ? (oddValues[character] ?? 0) : even);
  }, 0);
  return capitals[sum % 26] ?? 'A';
}

const consonants = 'BCDFGLMNPRSTV';

/** With a check digit or a form of their own, and found wherever they stand. */
export const idsOfTheirOwn: readonly NationalId[] = [
  {
    kind: 'US social security number',
    make: (random) =>
      `${two(1 + random.below(60))}${1 + random.below(9)}-${two(1 + random.below(98))}-${1 + random.below(9)}${random.digits(3)}`,
  },
  {
    kind: 'UK national insurance number',
    make: (random) =>
      `${random.pick(['AB', 'JK', 'CE', 'PW', 'SH'])}${random.pick([' ', ''])}${random.digits(2)} ${random.digits(2)} ${random.digits(2)} ${random.pick(['A', 'B', 'C', 'D'])}`,
  },
  checked('Spanish DNI', (random) => {
    const number = random.digits(8);
    return number + 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(number) % 23];
  }),
  checked('Italian codice fiscale', (random) => {
    const [day] = dayAndMonth(random);
    const value = `${random.characters(6, consonants)}${random.digits(2)}${random.pick(Array.from('ABCDEHLMPRST'))}${day}${random.pick(Array.from('ABCDEFGHILMZ'))}${random.digits(3)}`;
    return value + italianLetter(value);
  }),
  checked('French NIR', (random) => {
    const [, month] = dayAndMonth(random);
    const value = `${1 + random.below(2)}${random.digits(2)}${month}${two(1 + random.below(95))}${random.digits(6)}`;
    return value + two(97 - Number(BigInt(value) % 97n));
  }),
  checked('Brazilian CPF', (random) => {
    const digits = `${1 + random.below(9)}${random.digits(8)}`;
    const add = (value: string) => {
      const sum = numbers(value).reduce(
        (total, digit, index) => total + digit * (value.length + 1 - index),
        0,
      );
      return `${value}${((sum * 10) % 11) % 10}`;
    };
    return add(add(digits)).replace(/(\d{3})(\d{3})(\d{3})(\d{2})/, '$1.$2.$3-$4');
  }),
  checked('Polish PESEL', (random) => {
    const [day, month] = dayAndMonth(random);
    const value = `${random.digits(2)}${month}${day}${random.digits(4)}`;
    return `${value}${(10 - (weighted(value, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10}`;
  }),
  checked('Swedish personnummer', (random) => {
    const [day, month] = dayAndMonth(random);
    const value = `${random.digits(2)}${month}${day}${random.digits(3)}`;
    return `${random.pick(['', '19'])}${value.slice(0, 6)}-${value.slice(6)}${luhnDigit(value)}`;
  }),
  checked('Finnish henkilötunnus', (random) => {
    const [day, month] = dayAndMonth(random);
    const value = `${day}${month}${random.digits(2)}${random.pick(['-', 'A'])}${two(2 + random.below(80))}${random.digits(1)}`;
    return value + '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(value.replace(/\D/g, '')) % 31];
  }),
  checked('Norwegian fødselsnummer', (random) => {
    const [day, month] = dayAndMonth(random);
    const value = `${day}${month}${random.digits(5)}`;
    const first = (11 - (weighted(value, [3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11)) % 11;
    const second = (11 - (weighted(`${value}${first}`, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
    return first > 9 || second > 9 ? null : `${value}${first}${second}`;
  }),
  checked('Belgian national number', (random) => {
    const [day, month] = dayAndMonth(random);
    const value = `${70 + random.below(29)}${month}${day}${random.digits(3)}`;
    return `${value}${two(97 - (Number(value) % 97))}`.replace(/(..)(..)(..)(...)(..)/, '$1.$2.$3-$4.$5');
  }),
  checked('Swiss AHV number', (random) => {
    const value = `756${random.digits(9)}`;
    const sum = numbers(value).reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 1 : 3), 0);
    return `${value}${(10 - (sum % 10)) % 10}`.replace(/(...)(....)(....)(..)/, '$1.$2.$3.$4');
  }),
  checked('Czech rodné číslo', (random) => {
    const [day, month] = dayAndMonth(random);
    const value = `${random.digits(2)}${month}${day}${random.digits(3)}`;
    const rest = Number(value) % 11;
    return rest > 9 ? null : `${value.slice(0, 6)}/${value.slice(6)}${rest}`;
  }),
  checked('Danish CPR number', (random) => {
    const [day, month] = dayAndMonth(random);
    const value = `${day}${month}${random.digits(5)}`;
    const rest = (11 - (weighted(value, [4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
    return rest > 9 ? null : `${value.slice(0, 6)}-${value.slice(6)}${rest}`;
  }),
  checked('Chinese resident identity number', (random) => {
    const [day, month] = dayAndMonth(random);
    const value = `${random.pick(['110101', '310115', '440304', '510104'])}${1950 + random.below(55)}${month}${day}${random.digits(3)}`;
    const sum = weighted(value, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]);
    return value + '10X98765432'[sum % 11];
  }),
  {
    kind: 'Korean resident registration number',
    make: (random) => {
      const [day, month] = dayAndMonth(random);
      return `${random.digits(2)}${month}${day}-${1 + random.below(4)}${random.digits(6)}`;
    },
  },
  {
    kind: 'Mexican CURP',
    make: (random) => {
      const [day, month] = dayAndMonth(random);
      return `${random.characters(1, capitals)}${random.pick(['A', 'E', 'I', 'O', 'U'])}${random.characters(2, capitals)}${random.digits(2)}${month}${day}${random.pick(['H', 'M'])}${random.pick(['DF', 'JC', 'NL', 'VZ'])}${random.characters(3, consonants)}0${random.digits(1)}`;
    },
  },
  checked('Indian Aadhaar', (random) => {
    const value = `${2 + random.below(8)}${random.digits(10)}`;
    return `${value}${verhoeffDigit(value)}`.replace(/(....)(....)(....)/, '$1 $2 $3');
  }),
];

/** Digits that say nothing by themselves: found where a word names them. */
export const idsByName: readonly NationalId[] = [
  checked(
    'German tax id',
    (random) => {
      const digits = `${1 + random.below(9)}${random.digits(9)}`;
      let product = 10;
      for (const digit of numbers(digits)) product = (((digit + product) % 10 || 10) * 2) % 11;
      return `${digits}${(11 - product) % 10}`;
    },
    {
      sentences: [
        'Meine Steuer-ID ist {}.',
        'Steueridentifikationsnummer: {}',
        'tax id {} is wrong in payroll',
      ],
    },
  ),
  checked(
    'Dutch BSN',
    (random) => {
      const value = `${1 + random.below(9)}${random.digits(7)}`;
      const rest = weighted(value, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
      return rest > 9 ? null : `${value}${rest}`;
    },
    { sentences: ['BSN: {}', 'mijn BSN is {}', 'het bsn-nummer {} klopt niet'] },
  ),
  checked(
    'Canadian SIN',
    (random) => {
      const value = `${1 + random.below(7)}${random.digits(7)}`;
      return `${value}${luhnDigit(value)}`.replace(/(...)(...)(...)/, '$1 $2 $3');
    },
    { sentences: ['SIN: {}', 'my social insurance number is {}', 'Her SIN number {} is in the file'] },
  ),
  {
    kind: 'passport number',
    make: (random) =>
      random.pick([
        `${random.characters(1, 'CFGHJK')}${random.digits(8)}`,
        random.digits(9),
        `${random.characters(2, capitals)}${random.digits(7)}`,
      ]),
    sentences: ['Passport number {}', 'my passport no. is {}', 'Reisepass: {}', 'passport: {} expires soon'],
  },
  {
    kind: "driver's licence",
    make: (random) =>
      random.pick([
        `${random.characters(1, capitals)}${random.digits(7)}`,
        `${random.digits(3)}-${random.digits(3)}-${random.digits(3)}`,
      ]),
    sentences: ["driver's license number is {}", 'Driving licence: {}', 'driver license {} was copied'],
  },
  {
    kind: 'Turkish identity number',
    make: (random) => `${1 + random.below(9)}${random.digits(10)}`,
    sentences: ['TC kimlik no: {}', 'T.C. Kimlik No {}', 'TCKN: {}'],
  },
  {
    kind: 'Australian tax file number',
    make: (random) => random.digits(9),
    sentences: ['TFN: {}', 'my tax file number is {}', 'tax file number {} is missing'],
  },
  {
    kind: 'Indian PAN',
    make: (random) =>
      `${random.characters(3, capitals)}P${random.characters(1, capitals)}${random.digits(4)}${random.characters(1, capitals)}`,
    sentences: ['PAN: {}', 'my PAN card number is {}', 'PAN card {} has to be linked'],
  },
];
