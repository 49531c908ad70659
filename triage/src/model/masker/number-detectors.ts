import { isBrazilianId, isCardNumber, isFrenchId, isIban, isSpanishId } from './checksums.ts';
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
  isWorthwhile: /\d{4}/,
  patterns: [
    /(?<![\w.])\d{12,19}(?!\w)/g,
    /(?<![\w.])\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}(?![\w])/g,
    /(?<![\w.])\d{4}([ -])\d{6}\1\d{4,5}(?![\w])/g,
  ],
  isValid: isCardNumber,
});

const type = 'NATIONAL_ID';

/** Numbers that states give their people, by their own form and check digit, or after a word that names them. */
export const nationalIdDetectors = [
  patternDetector({
    type,
    isWorthwhile: /\d{2}-\d{2}-\d{4}|\d{3}-\d{2}-\d{4}/,
    patterns: [/(?<![\w-])(?!000)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])/g],
  }),
  patternDetector({
    type,
    patterns: [/\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b/g],
    isWorthwhile: /[A-Z]{2} ?\d{2}/,
  }),
  patternDetector({
    type,
    isWorthwhile: /\d{7}/,
    patterns: [/\b(?:\d{8}|[XYZ]\d{7})-?[A-HJ-NP-TV-Z]\b/gi],
    isValid: isSpanishId,
  }),
  patternDetector({
    type,
    isWorthwhile: /[A-Z]{6}/i,
    patterns: [/\b[A-Z]{6}\d{2}[A-EHLMPR-T]\d{2}[A-Z]\d{3}[A-Z]\b/gi],
  }),
  patternDetector({
    type,
    isWorthwhile: /\d{2}/,
    patterns: [/\b[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}\b/gi],
    isValid: isFrenchId,
  }),
  patternDetector({
    type,
    isWorthwhile: /\d{3}\.\d{3}/,
    patterns: [/\b\d{3}\.\d{3}\.\d{3}-\d{2}\b/g],
    isValid: isBrazilianId,
  }),
  patternDetector({
    type,
    version: '2',
    isWorthwhile: /\d{3}/,
    patterns: [
      /(?<![\p{L}\p{N}])(?:ssn|social security|national id|national insurance|passport|driver'?s? licen[cs]e|driving licen[cs]e|identity card|id card|tax id|personnummer|pesel|bsn|aadhaar|steuer-?id(?:entifikationsnummer)?|steuernummer|sozialversicherungsnummer|ausweisnummer|reisepass|führerschein|nino|ni number|nif|nie|dni|cpf|curp|codice fiscale|numéro de sécurité sociale|pan card|social insurance|medicare|nhs number|rodné číslo|cnp|ahv|tin|itin)(?:\s{1,3}(?:number|no|nr|is)\b\.?){0,3}[:#\s]{1,4}(?:is\s)?(?<value>(?=[A-Z0-9 -]{0,20}\d{3})[A-Z0-9][A-Z0-9-]{4,20}(?: \d{2,6}){0,3})(?![\w])/giu,
    ],
  }),
];
