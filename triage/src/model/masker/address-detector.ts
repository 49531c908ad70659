import { anyOf, type Detector, patternDetector } from './detector.ts';

/** A word of a street's name: capitalised, or an ordinal ("74th"). */
const word = String.raw`(?:\p{Lu}[\p{L}\p{M}'’.-]{0,30}|\d{1,3}(?:st|nd|rd|th))`;
const particle = '(?:de|da|do|dos|del|della|dei|delle|degli|di|la|las|los|le|les|du|des|van|der|den|of|y|e)';
const words = `${word}(?:[ ](?:${particle}[ ]){0,2}${word}){0,3}`;
const streetWord = String.raw`(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Way|Place|Pl|Terrace|Close|Crescent|Cres|Highway|Hwy|Square|Sq|Parkway|Pkwy|Circle|Cir|Trail|Alley|Row|Walk|Grove|Gardens|Quay|Mews|Parade|Esplanade|Broadway)\.?(?![\p{L}])(?:[ ](?:North|South|East|West)(?![\p{L}]))?`;
const streetFirst = String.raw`(?:Rua|Rúa|Rue|Avenida|Avda|Av|Avenue|Boulevard|Calle|C\/|Via|Viale|Vicolo|Strada|Corso|Piazza|Plaza|Praça|Paseo|Passeig|Travessa|Largo|Place|Quai|Chemin|Allée|ul|al|pl|Ulica|Aleja|Am|An der|Auf der|Im)\.?`;
const streetEnd = String.raw`(?:stra(?:ß|ss)e|str\.|gasse|weg|platz|allee|ufer|damm|gatan|vägen|gränd|stigen|gade|vej|vænget|alle|veien|gata|svingen|katu|tie|kuja|polku|utca|straat|laan|plein|gracht|kade|dijk|gata|vegur|stræti)`;
const number = String.raw`\d{1,5}[A-Za-z]?(?:[-/]\d{1,4}[a-z]?)?`;
const end = String.raw`(?![\p{L}\p{N}])`;
const start = String.raw`(?<![\p{L}\p{N}_.,/#-])`;

/** A flat, a floor, the town, the state, the postal code and the country, on the same line or the next ones. */
const gap = String.raw`(?:[ \t]{0,3},?[ \t]{0,3}(?:\r?\n[>? \t]{0,6}){0,2},?[ \t]{0,4})`;
const unit = String.raw`(?:(?:Apt|Apartment|Suite|Ste|Unit|Flat|Floor|Room|Building|Bldg|Box|Lot|Postbox|apt|suite|unit|flat)\.?[ ]?(?:#[ ]?)?\d{1,5}[A-Za-z]?)`;
const postalCode = String.raw`(?:[A-Z]{1,2}\d[A-Z\d]?[ ]?\d[A-Z]{2}|[A-Z]\d[A-Z][ ]?\d[A-Z]\d|[A-Z]{1,2}-\d{4,6}|\d{3}[ ]\d{2}|\d{4}[ ][A-Z]{2}|\d{4,6}(?:-\d{3,4})?)${end}`;
const town = String.raw`(?:\p{Lu}[\p{L}\p{M}'’.-]{1,30}(?:[ -](?:\p{Lu}[\p{L}\p{M}'’.-]{0,30}|${particle}|\(\p{Lu}[\p{L}]{1,20}\))){0,4})`;
const tail = String.raw`(?:${gap}${unit}(?:${gap}${town}){0,2})?(?:(?:${gap}(?:${town}|nan|\d{2}|[A-Z]{2})){0,3}${gap}${postalCode}(?:${gap}${town})?|,[ ]${town}(?:,[ ](?:${town}))?)?`;

/** Military and diplomatic mail of the United States: "PSC 1437, Box 3833, APO AA 66791". */
const militaryMail = new RegExp(
  String.raw`${start}(?:(?:PSC|CMR|Unit)[ ]\d{1,5},?[ ][Bb]ox[ ]\d{1,5}|US(?:S|NS|NV|CGC)[ ][\p{Lu}][\p{L}]{1,20}(?:[ -]\p{Lu}[\p{L}]{1,20}){0,2})${gap}(?:[AFD]PO),?[ ](?:A[AEP])[ ]\d{5}${end}`,
  'giu',
);

/** Ordinary capitalised words with numbers around them are versions and errors, not streets. */
const numberedProduct =
  /(?:Windows|Office|Outlook|Excel|Word|Server|Error|Version|Build|Ticket|Page|Room|Floor|Code|Port|Step|Line|Event|Update|Exchange|Visio|Project|Access|Adobe|Acrobat|SQL|Oracle|SAP|Edge|Chrome|Firefox|iPhone|Galaxy|Office|Dell|HP|Latitude|Model|Serial|January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|GB|MB|TB|KB|AM|PM|GMT|UTC|CET|EST|USD|EUR)(?![\p{L}])/u;

const lead = `(?:${unit}[ ,]{1,2})?`;
const numbers = String.raw`${number},?[ ](?:\d{1,5}[ ])?`;
const smallStreetWord =
  '(?:u\\.|út|utca|tér|körút|trg|ulica|cesta|gate|plads|vei|väg|sok\\.|cad\\.|street|road|avenue)';

function street(pattern: string, flags = 'gu'): RegExp {
  return new RegExp(`${pattern}${tail}`, flags);
}

const beforeStreetName = `(?:${streetFirst}|rue|avenue|boulevard|place|quai|chemin|allée|impasse)`;
const livesAt =
  '(?:lives?|living|located|resid(?:es|ing)|is|side of|address is|moved|enter) (?:on |at |to |in )?';

function address(isWorthwhile: RegExp, ...patterns: RegExp[]): Detector {
  const isValid = (value: string) => !numberedProduct.test(value);
  return patternDetector({ type: 'ADDRESS', version: '2', isWorthwhile, patterns, isValid });
}

/** Streets with a number, post boxes, and what a form or a sentence calls an address or a postal code. */
export const addressDetector: Detector = anyOf('ADDRESS', /\d|corner of/, [
  address(
    /corner of/,
    new RegExp(
      String.raw`(?:the )?corner of (?:\d{1,5} )?${words}\.?(?:[ ]${number}\.?)?(?: St\.?)?[ ]and[ ](?:\d{1,5} )?${words}(?:[ ]${number})?(?: St\.?)?`,
      'gu',
    ),
  ),
  address(
    /\d[ ,]/,
    // "90 Whitchurch Road", "2450 17 Crown St, Broomfield, CO 80020"
    street(String.raw`${start}${lead}${numbers}(?:${word}[ ]){1,6}${streetWord}(?:[ ]\d{1,4}${end})?`),
    // "3911 fourth avenue"
    street(
      String.raw`${start}${lead}${numbers}(?:[\p{Ll}\d]{2,20}[ ]){1,3}(?:street|road|avenue|boulevard|lane)${end}`,
    ),
    // "31 Rue de Kairouan"
    street(
      `${start}${lead}${numbers}${beforeStreetName}[ ](?:${particle}[ ]){0,2}(?:[ld]['’])?${words}(?:,?[ ]${number}${end})?`,
    ),
    // "28045 Puruntie 82 Apt. 595": numbers before and after.
    street(
      String.raw`${start}${lead}\d{2,5}[ ](?:\d{1,4}[ ])?${words}(?:[ ]${smallStreetWord})?[ ]${number}\.?${end}`,
    ),
  ),
  // "Villacher Strasse 89", "Königstraße 12"
  address(
    new RegExp(`${streetEnd}[ ]\\d`, 'iu'),
    street(
      String.raw`(?<![\p{L}\p{N}_.,/#-])(?:${word}[ -])?\p{Lu}[\p{L}-]{0,30}?${streetEnd}[ ]${number}${end}`,
      'gu',
    ),
    street(
      String.raw`(?<![\p{L}\p{N}_.,/#-])${word}[ -](?:Stra(?:ß|ss)e|Str\.|Gasse|Weg|Platz|Allee|Ufer|Damm)[ ]${number}${end}`,
    ),
  ),
  // "Király u. 15."
  address(
    new RegExp(`[ ]${smallStreetWord}[ ]\\d`, 'u'),
    street(String.raw`${start}${words}[ ]${smallStreetWord}[ ]${number}\.?${end}`),
  ),
  // "Rua do Arenque 1634", "Via Roma, 12"
  address(
    new RegExp(String.raw`(?<![\p{L}])${streetFirst}[ ]`, 'u'),
    street(
      `${start}${streetFirst}[ ](?:${particle}[ ]){0,2}(?:[ld]['’])?${words},?[ ](?:n[°º.]?[ ]?)?${number}${end}`,
    ),
  ),
  // "lives on Joaquin Suarez 2906"
  address(
    new RegExp(`${livesAt}\\p{Lu}`, 'u'),
    street(String.raw`(?<=${livesAt})${words}[ ]${number}\.?${end}`),
  ),
  address(/[AFDafd][Pp][Oo]/, militaryMail),
  address(
    /box|postfach|postale|postbus|apartado/i,
    street(
      String.raw`${start}(?:P\.?[ ]?O\.?[ ]?Box|Postfach|Boîte postale|Postbus|Apartado)[ ]\d{1,6}${end}`,
      'giu',
    ),
  ),
  address(
    /(?:Apt|Suite)\.?[ ]\d/,
    // "Tungata 11 Rott Crossroad\n Apt. 322"
    street(
      String.raw`${start}${words}[ ](?:${number}\.?)(?:[ ]${words})?${gap}${unit}${end}(?:${gap}${town}){0,2}`,
    ),
    // A flat that stands alone, with what follows it.
    street(String.raw`${start}(?:Apt|Suite)\.?[ ]\d{1,5}${end}`),
  ),
  address(
    /zip|post|plz/i,
    /(?<![\p{L}])(?:zip|zip code|zipcode|postal code|postcode|post code|plz|postleitzahl|code postal)(?:[ ](?:is|of|no))?[ ]?[:=]?[ ]{1,2}(?<value>\d{3,6}(?:-\d{3,4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})(?![\p{L}\p{N}])/giu,
  ),
]);
