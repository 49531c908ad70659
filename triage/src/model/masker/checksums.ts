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

/** First digits and lengths by card scheme: one in ten numbers of that length would pass Luhn's check otherwise. */
const cardForms = [
  // Visa
  /^4(?:\d{12}|\d{15}|\d{18})$/,
  // Mastercard
  /^(?:5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12})$/,
  // American Express; Diners Club
  /^3[47]\d{13}$/,
  /^3(?:0[0-5]|[689]\d)\d{11,16}$/,
  // JCB
  /^(?:35\d{14,17}|(?:1800|2131)\d{11})$/,
  // Discover, RuPay, UnionPay, Maestro
  /^6\d{11,18}$/,
  /^5(?:0|[6-8])\d{10,17}$/,
  // Mir; RuPay
  /^(?:220[0-4]|81\d\d|82\d\d)\d{12,15}$/,
];

/** A payment card: digits of a scheme's range and length, with a valid check digit. */
export function isCardNumber(value: string): boolean {
  const digits = value.replace(/\D/g, '');
  return cardForms.some((form) => form.test(digits)) && passesLuhn(digits);
}
