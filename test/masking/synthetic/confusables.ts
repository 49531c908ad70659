import { idsOfTheirOwn } from './national-ids.ts';
import { wrongPaymentNumbers } from './payment-numbers.ts';
import { alphanumeric, capitals, hexadecimal, type Random } from './random.ts';
import type { Value } from './value.ts';

const two = (value: number): string => String(value).padStart(2, '0');

function confusable(kind: string, make: (random: Random) => string, sentences?: readonly string[]): Value {
  return { type: null, kind, make, sentences };
}

const guid = (random: Random): string =>
  [8, 4, 4, 4, 12].map((length) => random.characters(length, hexadecimal)).join('-');

/** What tickets are full of and nobody's data. */
export const confusables: readonly Value[] = [
  confusable('ticket number', (random) =>
    random.pick([
      `INC00${random.digits(5)}`,
      `REQ${random.digits(7)}`,
      `HELP-${random.digits(4)}`,
      `CHG00${random.digits(5)}`,
    ]),
  ),
  confusable('version', (random) =>
    random.pick([
      `${random.below(20)}.${random.below(20)}.${random.below(30)}`,
      `10.0.${10_000 + random.below(9_000)}.${1_000 + random.below(8_000)}`,
      `v${random.below(9)}.${random.below(20)}`,
      `16.0.${random.digits(5)}.${random.digits(5)}`,
    ]),
  ),
  confusable('commit hash', (random) => random.characters(random.pick([40, 8, 12]), hexadecimal)),
  confusable('SHA-256', (random) => random.characters(64, hexadecimal)),
  confusable('GUID', guid),
  confusable('hardware address', (random) =>
    Array.from({ length: 6 }, () => random.characters(2, hexadecimal)).join(random.pick([':', '-'])),
  ),
  confusable('host name', (random) =>
    random.pick([
      `srv-db-${two(random.below(99))}`,
      `WIN-${random.characters(7, capitals)}`,
      `app${random.below(9)}.prod.example.com`,
      `DESKTOP-${random.characters(7, `${capitals}0123456789`)}`,
    ]),
  ),
  confusable('error code', (random) =>
    random.pick([
      `0x8007${random.characters(4, '0123456789ABCDEF')}`,
      `ERR_CONN_${random.digits(3)}`,
      `AADSTS${random.digits(5)}`,
      `ORA-0${random.digits(4)}`,
      `Error ${random.digits(4)}`,
    ]),
  ),
  confusable('asset tag', (random) =>
    random.pick([
      `LT-${random.digits(6)}`,
      `NB${random.digits(5)}`,
      `PC-${random.characters(3, capitals)}-${random.digits(4)}`,
      `MON ${random.digits(6)}`,
    ]),
  ),
  confusable('serial number', (random) =>
    random.pick([
      random.characters(7, `${capitals}0123456789`),
      `5CG${random.digits(4)}${random.characters(3, capitals)}`,
      `S/N ${random.digits(10)}`,
    ]),
  ),
  confusable('date', (random) => {
    const [day, month, year] = [
      two(1 + random.below(28)),
      two(1 + random.below(12)),
      String(2000 + random.below(27)),
    ];
    return random.pick([
      `${year}-${month}-${day}`,
      `${day}.${month}.${year}`,
      `${month}/${day}/${year}`,
      `${day}-${month}-${year}`,
      `${year}${month}${day}`,
    ]);
  }),
  confusable('timestamp', (random) =>
    random.pick([
      `2026-0${1 + random.below(9)}-1${random.below(9)}T0${random.below(9)}:${random.below(6)}0:12Z`,
      `17${random.digits(8)}`,
      `17${random.digits(11)}`,
      `0${random.below(9)}:${10 + random.below(49)}:${10 + random.below(49)}.${random.digits(3)}`,
    ]),
  ),
  confusable('knowledge base article', (random) => `KB${random.digits(7)}`),
  confusable(
    'purchase order',
    (random) =>
      random.pick([`PO ${random.digits(6)}`, `45000${random.digits(5)}`, `PO-2026-${random.digits(5)}`]),
    ['order {} is late', 'the invoice for {} is missing', 'see order no. {}'],
  ),
  confusable('path', (random) =>
    random.pick([
      `C:\\Program Files\\App ${random.below(9)}\\bin`,
      `/var/log/app/${random.digits(8)}.log`,
      `\\\\fs0${random.below(9)}\\share\\team`,
    ]),
  ),
  confusable('plain URL', (random) =>
    random.pick([
      `https://support.example.com/articles/${random.digits(5)}`,
      `https://wiki.example.com/display/IT/VPN?pageId=${random.digits(7)}`,
      `https://git.example.com/app/commit/${random.characters(40, hexadecimal)}`,
      `https://app.example.com/tickets/${guid(random)}`,
      `http://intranet.example.com/login?returnUrl=%2Fhome`,
    ]),
  ),
  confusable('model of a device', (random) =>
    random.pick([
      `Latitude ${random.pick(['5420', '7430', '5550'])}`,
      `EliteBook 840 G${random.below(10)}`,
      `ThinkPad T14 Gen ${random.below(5)}`,
      `LaserJet M${random.digits(3)}dn`,
    ]),
  ),
  confusable('amount', (random) =>
    random.pick([
      `${random.digits(3)}.50 EUR`,
      `${1 + random.below(9)},${random.digits(3)},${random.digits(3)}`,
      `${random.digits(4)} MB`,
      `$${random.digits(4)}.99`,
    ]),
  ),
  confusable('licence key', (random) =>
    Array.from({ length: 5 }, () => random.characters(5, `${capitals}2346789`)).join('-'),
  ),
  confusable('words about secrets', () => '', [
    'please reset my password',
    'the password expired today{}',
    'the token is invalid or expired',
    'PIN code and OTP do not arrive',
    'password policy of the domain',
    'the key is stuck on the keyboard',
    'my password does not work any more',
    'the password for the VPN is wrong',
  ]),
  confusable('random name', (random) => random.characters(10, alphanumeric.toLowerCase()), [
    'the file {}.tmp is locked',
    'queue {} is full',
  ]),
  ...wrongPaymentNumbers,
  ...idsOfTheirOwn.flatMap(({ kind, makeWrong }) =>
    makeWrong === undefined ? [] : [confusable(`${kind} with a wrong check digit`, makeWrong)],
  ),
];
