import { passesLuhn } from './checksums.ts';
import { anyOf, type Detector, patternDetector } from './detector.ts';
import {
  isBelgianId,
  isBrazilianId,
  isChineseId,
  isCzechId,
  isDanishId,
  isFinnishId,
  isFrenchId,
  isIndianId,
  isItalianId,
  isNorwegianId,
  isPolishId,
  isSpanishId,
  isSwissId,
} from './national-checksums.ts';

const month = '(?:0[1-9]|1[0-2])';
const day = '(?:0[1-9]|[12]\\d|3[01])';

function nationalId(isWorthwhile: RegExp, form: string, isValid?: (value: string) => boolean): Detector {
  const pattern = new RegExp(String.raw`(?<![\w.-])${form}(?![\w-]|\.\d)`, 'gi');
  return patternDetector({ type: 'NATIONAL_ID', version: '2', isWorthwhile, patterns: [pattern], isValid });
}

/** Numbers by their own form, and their check digit where they have one. */
const byForm: readonly Detector[] = [
  // United States: social security number
  nationalId(/\d-\d{2}-\d{4}/, String.raw`(?!000)\d{3}-(?!00)\d{2}-(?!0000)\d{4}`),
  // United Kingdom: national insurance number
  patternDetector({
    type: 'NATIONAL_ID',
    isWorthwhile: /[A-Z]{2} ?\d{2}/,
    patterns: [/\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b/g],
  }),
  nationalId(/\d{7}/, String.raw`(?:\d{8}|[XYZ]\d{7})-?[A-HJ-NP-TV-Z]`, isSpanishId),
  nationalId(/[A-Z]{6}\d{2}/i, String.raw`[A-Z]{6}\d{2}[A-EHLMPR-T]\d{2}[A-Z]\d{3}[A-Z]`, isItalianId),
  nationalId(
    /[12] ?\d{2} ?[01]/,
    String.raw`[12] ?\d{2} ?${month} ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}`,
    isFrenchId,
  ),
  nationalId(/\d{3}\.\d{3}/, String.raw`\d{3}\.\d{3}\.\d{3}-\d{2}`, isBrazilianId),
  // The month of a PESEL counts the century, too.
  nationalId(/\d{11}/, String.raw`\d{2}[02468][1-9]${day}\d{5}`, isPolishId),
  nationalId(/\d{11}/, String.raw`\d{2}[13579][0-2]${day}\d{5}`, isPolishId),
  nationalId(/\d{11}/, String.raw`${day}${month}\d{7}`, isNorwegianId),
  nationalId(/\d{6}[-+]\d{4}/, String.raw`(?:19|20)?\d{2}${month}${day}[-+]\d{4}`, (value) =>
    passesLuhn(value.replace(/\D/g, '').slice(-10)),
  ),
  nationalId(/\d{6}-\d{4}/, String.raw`${day}${month}\d{2}-\d{4}`, isDanishId),
  nationalId(/\d{6}[-+A-FYXWVU]\d{3}/i, String.raw`${day}${month}\d{2}[-+A-FYXWVU]\d{3}[\dA-Y]`, isFinnishId),
  nationalId(/\d{2}\.\d{2}\.\d{2}-/, String.raw`\d{2}\.${month}\.${day}-\d{3}\.\d{2}`, isBelgianId),
  nationalId(/756\./, String.raw`756\.\d{4}\.\d{4}\.\d{2}`, isSwissId),
  nationalId(/\d{6}\/\d{4}/, String.raw`\d{2}[0-35-8]\d${day}\/\d{4}`, isCzechId),
  nationalId(/\d{17}/, String.raw`[1-8]\d{5}(?:19|20)\d{2}${month}${day}\d{3}[\dX]`, isChineseId),
  // Korean resident registration number; those given since 2020 have no check digit.
  nationalId(/\d{6}-\d{7}/, String.raw`\d{2}${month}${day}-[1-8]\d{6}`),
  // Mexican CURP
  nationalId(/[A-Z]{4}\d{6}/i, String.raw`[A-Z]{4}\d{2}${month}${day}[HMX][A-Z]{5}[A-Z\d]\d`),
  nationalId(/\d{4} \d{4} \d{4}/, String.raw`[2-9]\d{3} \d{4} \d{4}(?! \d)`, isIndianId),
];

const names = [
  ...['ssn', 'social security', 'social insurance', 'national id', 'national insurance', 'nino', 'ni number'],
  ...[
    'passport',
    "driver'?s? licen[cs]e",
    'driving licen[cs]e',
    'identity card',
    'id card',
    'medicare',
    'nhs number',
  ],
  ...['tax id', 'tax file', 'tfn', 'tin', 'itin', 'sin', 'pan', 'pan card', 'aadhaar', 'aadhar'],
  ...[
    'personnummer',
    'cpr(?:-nummer)?',
    'fødselsnummer',
    'henkilötunnus',
    'pesel',
    'rodné číslo',
    'cnp',
    'ahv',
  ],
  ...['bsn(?:-nummer)?', 'burgerservicenummer', 'rijksregisternummer', 'paspoort', 'rijbewijs'],
  ...['steuer-?id(?:entifikationsnummer)?', 'steuernummer', 'sozialversicherungsnummer', 'ausweisnummer'],
  ...['personalausweis', 'reisepass', 'führerschein'],
  ...[
    'numéro de sécurité sociale',
    'passeport',
    'permis de conduire',
    'carte d’identité',
    "carte d'identité",
  ],
  ...['nif', 'nie', 'dni', 'cpf', 'curp', 'codice fiscale', 'pasaporte', 'passaporto', 'passaporte'],
  ...['t\\.?c\\.? kimlik', 'tckn', 'kimlik'],
].join('|');

/** After a word that names them: "passport no. C01X00T47". */
const byName = patternDetector({
  type: 'NATIONAL_ID',
  version: '3',
  isWorthwhile: /\d{3}/,
  patterns: [
    new RegExp(
      String.raw`(?<![\p{L}\p{N}])(?:${names})(?:(?:\s{1,3}|-)(?:number|nummer|numarası|card|no|nr|is|ist|est|es|lautet|was)(?![\p{L}\p{N}])\.?){0,3}[:#\s]{1,4}(?:is\s)?(?<value>(?=[A-Z0-9 -]{0,20}\d{3}|[A-Z]{5}\d{4}[A-Z])[A-Z0-9][A-Z0-9-]{2,20}(?: \d{2,6}){0,3})(?![\w])`,
      'giu',
    ),
  ],
  isValid: (value) => value.replace(/[^A-Z0-9]/gi, '').length >= 6,
});

/** Numbers that states give their people. */
export const nationalIdDetector: Detector = anyOf('NATIONAL_ID', /\d{2}/, [...byForm, byName]);
