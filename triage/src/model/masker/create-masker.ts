import type { MaskedText, Masker } from '../masking.ts';
import { addressDetector } from './address-detector.ts';
import {
  emailDetector,
  groupedPhoneDetector,
  internationalPhoneDetector,
  ipv4Detector,
  ipv6Detector,
  phoneDetector,
} from './contact-detectors.ts';
import type { Detector } from './detector.ts';
import { createLoginDetector } from './login-detector.ts';
import { matchesOf } from './matches.ts';
import { nationalIdDetector } from './national-id-detectors.ts';
import { cardDetector, ibanDetector } from './number-detectors.ts';
import { createPersonDetector } from './person-detector.ts';
import { applySpans, createPseudonyms, type Found, pseudonymPattern } from './pseudonyms.ts';
import { secretDetector } from './secret-detector.ts';
import { secretUrlDetector } from './secret-url.ts';

/** In order of precedence. */
export const defaultDetectors: readonly Detector[] = [
  secretUrlDetector,
  secretDetector,
  emailDetector,
  ibanDetector,
  internationalPhoneDetector,
  cardDetector,
  nationalIdDetector,
  ipv4Detector,
  ipv6Detector,
  addressDetector,
  phoneDetector,
  groupedPhoneDetector,
  createLoginDetector(),
  createPersonDetector(),
];

export interface MaskerOptions {
  /** Default: {@link defaultDetectors}. */
  readonly detectors?: readonly Detector[];
}

const algorithmVersion = '3';
/** Each round masks what the one before exposed; more than two are seldom needed. */
const mostRounds = 8;

/** What the detectors find, without overlaps: earlier detectors first, existing pseudonyms left alone. */
function spansOf(text: string, detectors: readonly Detector[]): Found[] {
  // Per UTF-16 unit: stays linear, however much is found.
  const taken = new Uint8Array(text.length);
  for (const { index, 0: pseudonym } of matchesOf(pseudonymPattern, text)) {
    taken.fill(1, index, index + pseudonym.length);
  }
  const found: Found[] = [];
  for (const detector of detectors) {
    for (const { start, end } of detector.find(text)) {
      if (end <= start || taken.subarray(start, end).includes(1)) continue;
      taken.fill(1, start, end);
      found.push({ type: detector.type, start, end });
    }
  }
  return found.sort((left, right) => left.start - right.start);
}

/**
 * Replaces personal data and secrets by pseudonyms (`[EMAIL_1]`), the same one for the same value within a text.
 * Masking a masked text changes nothing. Takes time in proportion to the text.
 */
export function createMasker(options: MaskerOptions = {}): Masker {
  const detectors = options.detectors ?? defaultDetectors;
  return {
    version: `${algorithmVersion}:${detectors.map(({ type, version }) => `${type}@${version}`).join(',')}`,
    mask(text) {
      const pseudonyms = createPseudonyms(text);
      let masked: MaskedText = { text, spans: [] };
      // A replacement can expose a piece beside it: repeated until nothing is found, so that masking is idempotent.
      for (let round = 0; round < mostRounds; round += 1) {
        const spans = spansOf(masked.text, detectors);
        if (spans.length === 0) break;
        masked = applySpans(masked, spans, pseudonyms);
      }
      return masked;
    },
  };
}
