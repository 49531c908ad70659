const digitsOf = (value: string): number[] => Array.from(value.replace(/\D/g, ''), Number);

/** Σ weight × digit; digits past the weights do not count. */
function weighted(digits: readonly number[], weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * (digits[index] ?? 0), 0);
}

/** Spanish DNI and NIE: the letter is the number modulo 23. */
export function isSpanishId(value: string): boolean {
  const compact = value.replace(/[\s-]/g, '').toUpperCase();
  const number = Number(compact.slice(0, -1).replace('X', '0').replace('Y', '1').replace('Z', '2'));
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23] === compact.at(-1);
}

/** French NIR: key = 97 - number mod 97 (Corsica's 2A and 2B count as 19 and 18). */
export function isFrenchId(value: string): boolean {
  const compact = value.replace(/\s/g, '').toUpperCase().replace('2A', '19').replace('2B', '18');
  if (!/^\d{15}$/.test(compact)) return false;
  return 97n - (BigInt(compact.slice(0, 13)) % 97n) === BigInt(compact.slice(13));
}

/** Brazilian CPF: two check digits modulo 11. */
export function isBrazilianId(value: string): boolean {
  const digits = digitsOf(value);
  if (digits.length !== 11 || new Set(digits).size === 1) return false;
  return [9, 10].every((length) => {
    const sum = digits
      .slice(0, length)
      .reduce((total, digit, index) => total + digit * (length + 1 - index), 0);
    return ((sum * 10) % 11) % 10 === digits[length];
  });
}

/** What a character counts for at the odd places of a codice fiscale; a digit counts as the letter of its place. */
const italianOdd = [
  ...[1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23],
];

/** Italian codice fiscale: the last letter is the sum modulo 26. */
export function isItalianId(value: string): boolean {
  const places = Array.from(value.toUpperCase(), (character) =>
    character <= '9' ? Number(character) : character.charCodeAt(0) - 65,
  );
  const sum = places
    .slice(0, 15)
    .reduce((total, place, index) => total + (index % 2 === 0 ? (italianOdd[place] ?? 0) : place), 0);
  return sum % 26 === places[15];
}

/** Polish PESEL. */
export function isPolishId(value: string): boolean {
  const digits = digitsOf(value);
  return digits.length === 11 && weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0;
}

/** Norwegian fødselsnummer: two check digits modulo 11. */
export function isNorwegianId(value: string): boolean {
  const digits = digitsOf(value);
  return (
    digits.length === 11 &&
    weighted(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 === 0 &&
    weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0
  );
}

/** Danish CPR number, as given until 2007; later ones have no check digit. */
export function isDanishId(value: string): boolean {
  return weighted(digitsOf(value), [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0;
}

/** Finnish henkilötunnus: the last character is the number modulo 31. */
export function isFinnishId(value: string): boolean {
  const number = Number(value.slice(0, 6) + value.slice(7, 10));
  return '0123456789ABCDEFHJKLMNPRSTUVWXY'[number % 31] === value.slice(-1).toUpperCase();
}

/** Belgian national number: 97 - number mod 97; those born from 2000 on count with a 2 before. */
export function isBelgianId(value: string): boolean {
  const digits = value.replace(/\D/g, '');
  const [number, check] = [digits.slice(0, 9), Number(digits.slice(9))];
  return [number, `2${number}`].some((counted) => 97 - (Number(counted) % 97) === check);
}

/** Swiss AHV number: the check digit of EAN-13. */
export function isSwissId(value: string): boolean {
  return weighted(digitsOf(value), [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0;
}

/** Czech and Slovak rodné číslo, with the check digit of those born from 1954 on. */
export function isCzechId(value: string): boolean {
  const digits = value.replace(/\D/g, '');
  return Number(digits) % 11 === 0 || (digits.endsWith('0') && Number(digits.slice(0, 9)) % 11 === 10);
}

/** Chinese resident identity number (GB 11643): ISO 7064, MOD 11-2. */
export function isChineseId(value: string): boolean {
  const sum = weighted(digitsOf(value), [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]);
  return '10X98765432'[sum % 11] === value.slice(-1).toUpperCase();
}

const verhoeffProduct = [
  ...['0123456789', '1234067895', '2340178956', '3401289567', '4012395678'],
  ...['5987604321', '6598710432', '7659821043', '8765932104', '9876543210'],
];
const verhoeffPermutation = [
  ...['0123456789', '1576283094', '5803796142', '8916043527'],
  ...['9453126870', '4286573901', '2793806415', '7046913258'],
];

/** Indian Aadhaar: Verhoeff's algorithm. */
export function isIndianId(value: string): boolean {
  const state = digitsOf(value)
    .reverse()
    .reduce((held, digit, index) => {
      const permuted = Number(verhoeffPermutation[index % 8]?.[digit]);
      return Number(verhoeffProduct[held]?.[permuted]);
    }, 0);
  return state === 0;
}
