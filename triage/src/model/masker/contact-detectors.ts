import { patternDetector } from './detector.ts';

export const emailDetector = patternDetector({
  type: 'EMAIL',
  isWorthwhile: /@/,
  patterns: [
    /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+'-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}(?![\p{L}\p{N}])/gu,
  ],
});

function isIpv6(value: string): boolean {
  const halves = value.split('::');
  const groups = value.split(':').filter((group) => group !== '');
  if (halves.length > 2 || !groups.every((group) => group.length <= 4)) return false;
  if (halves.length === 2) return groups.length <= 7 && /\d/.test(value) && groups.length >= 2;
  return groups.length === 8;
}

export const ipv4Detector = patternDetector({
  type: 'IP',
  isWorthwhile: /\d\.\d/,
  patterns: [/(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d]|\.\d)/g],
});

export const ipv6Detector = patternDetector({
  type: 'IP',
  isWorthwhile: /[0-9a-f]:[0-9a-f:]/i,
  patterns: [/(?<![\w:.])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\w:])/gi],
  isValid: isIpv6,
});

function isPhone(value: string): boolean {
  const digits = value.replace(/(?:x|ext)[. ]{0,2}\d{1,6}$/, '').replace(/\D/g, '').length;
  if (digits < 7 || digits > 15) return false;
  // Dates look like numbers in groups.
  const isDate = /^(?:(?:19|20)\d{2}[-./ ]\d{1,2}[-./ ]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](?:19|20)?\d{2})$/;
  return !isDate.test(value);
}

/** Dots stand between all groups of a number or nowhere; from the second digit on they make versions, too. */
function isGroupedPhone(value: string): boolean {
  const isDotted = value.includes('.');
  if (isDotted && !/^(?:0[\d.]+|\d{3}\.\d{3}\.\d{4}|\d{2}(?:\.\d{2}){4,})(?:[ ]?(?:x|ext)|$)/.test(value))
    return false;
  // Three groups of four are an identity number or a part of a card's.
  return isPhone(value) && !/^[1-9]\d{3}([ -])\d{4}\1\d{4}$/.test(value);
}

const type = 'PHONE';

/** With the country's code: before card numbers, which have no plus sign. */
export const internationalPhoneDetector = patternDetector({
  type,
  isWorthwhile: /\+\d/,
  patterns: [
    /(?<![\w.])\+\d{1,3}[ .\-/]?(?:\(\d{1,4}\)[ .\-/]?)?\d{1,4}(?:[ .\-/]?\d{2,4}){1,5}(?:[ ]?(?:x|ext\.?)[ ]?\d{1,6})?(?!\w)/g,
  ],
  isValid: isPhone,
});

export const phoneDetector = patternDetector({
  type,
  isWorthwhile: /\d{2}/,
  patterns: [
    // With an area code in parentheses.
    /(?<![\w.+)])\(\d{1,5}\)[ .\-/]?\d{2,4}(?:[ .\-/]?\d{2,4}){1,4}(?:[ ]?(?:x|ext\.?)[ ]?\d{1,6})?(?!\w)/g,
    // Beside a word that says so.
    /\b(?:tel|phone|mobile|cell|fax|call|desk|office|telephone|telefon|handy|tél|hotline|whatsapp|ext|reach|contact|ring|text|dial)[.:]{0,2}(?:\s{1,3}(?:me|us|at|on|number|no|is|nr|under)\b[.:]?){0,4}[:\s]{1,3}(?<value>[+(]?\d[\d ().\-/]{4,20}\d)(?!\w)/giu,
    /(?<![\w.+)/:-])\d[\d .-]{5,16}\d(?=[ -]{0,2}(?:office|fax|mobile|cell|home|desk|phone)\b)/gi,
    /\b(?:answering at|reach (?:me|us|him|her) (?:at|on)|messages? to|registered|number is)\s(?<value>\d{2,4}[ -]\d{4,8})(?![\w-])/gi,
  ],
  isValid: isPhone,
});

/** Groups with separators: 555-123-4567, 07700 063 966, 60-56-85-91. */
export const groupedPhoneDetector = patternDetector({
  type,
  isWorthwhile: /\d{2}[ .-]\d{2}/,
  patterns: [
    /(?<![\w.+)/:-])\d{2,5}(?:[ .-]\d{2,4}){2,4}(?:[ ]?(?:x|ext\.?)[ ]?\d{1,6})?(?![\w:/]|-[\da-f]|[.,]\d)/gi,
  ],
  isValid: isGroupedPhone,
});
