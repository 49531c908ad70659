import { isCardNumber, isIban } from './checksums.ts';
import { patternDetector } from './detector.ts';

export const ibanDetector = patternDetector({
  type: 'IBAN',
  isWorthwhile: /[a-z]{2}\d{2}/i,
  patterns: [
    /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}[A-Z0-9]{11,30}(?![\p{L}\p{N}])/giu,
    /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?:[ -][A-Z0-9]{4}){2,7}(?:[ -][A-Z0-9]{1,4})?(?![\p{L}\p{N}])/gu,
  ],
  isValid: isIban,
});

export const cardDetector = patternDetector({
  type: 'CARD',
  version: '2',
  isWorthwhile: /\d{4}/,
  patterns: [
    /(?<![\w.])\d{12,19}(?!\w)/g,
    /(?<![\w.])\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}(?![\w])/g,
    /(?<![\w.])\d{4}([ -])\d{6}\1\d{4,5}(?![\w])/g,
  ],
  isValid: isCardNumber,
});
