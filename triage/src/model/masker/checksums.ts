/** Luhn's algorithm (ISO/IEC 7812-1) over the digits of `value`. */
export function passesLuhn(value: string): boolean {
  const digits = value.replace(/\D/g, '');
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return digits.length > 0 && sum % 10 === 0;
}

/** The check of ISO 13616 (MOD 97-10 of ISO/IEC 7064). */
export function isIban(value: string): boolean {
  const compact = value.replace(/[\s-]/g, '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(compact)) return false;
  let remainder = 0;
  for (const character of compact.slice(4) + compact.slice(0, 4)) {
    const number = Number.parseInt(character, 36);
    remainder = (remainder * (number > 9 ? 100 : 10) + number) % 97;
  }
  return remainder === 1;
}

/** A card number: 12 to 19 digits of an issuer's range, with a valid check digit. */
export function isCardNumber(value: string): boolean {
  const digits = value.replace(/\D/g, '');
  return digits.length >= 12 && digits.length <= 19 && /^[1-69]/.test(digits) && passesLuhn(digits);
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
  const digits = Array.from(value.replace(/\D/g, ''), Number);
  if (digits.length !== 11 || new Set(digits).size === 1) return false;
  return [9, 10].every((length) => {
    const sum = digits
      .slice(0, length)
      .reduce((total, digit, index) => total + digit * (length + 1 - index), 0);
    return ((sum * 10) % 11) % 10 === digits[length];
  });
}
