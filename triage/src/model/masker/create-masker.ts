import type { MaskedSpan, Masker } from '../masking.ts';
import {
  emailDetector,
  internationalPhoneDetector,
  ipv4Detector,
  ipv6Detector,
  phoneDetector,
  secretUrlDetector,
} from './contact-detectors.ts';
import type { Detector } from './detector.ts';
import { cardDetector, ibanDetector, nationalIdDetectors } from './number-detectors.ts';
import { personDetector } from './person-detector.ts';
import { applySpans, type Pseudonyms, pseudonymPattern } from './pseudonyms.ts';
import { secretDetector } from './secret-detector.ts';

/** In order of precedence. */
export const defaultDetectors: readonly Detector[] = [
  secretUrlDetector,
  secretDetector,
  emailDetector,
  ibanDetector,
  internationalPhoneDetector,
  cardDetector,
  ...nationalIdDetectors,
  ipv4Detector,
  ipv6Detector,
  phoneDetector,
  personDetector,
];

export interface MaskerOptions {
  /** Default: {@link defaultDetectors}. */
  readonly detectors?: readonly Detector[];
}

const algorithmVersion = '1';

/** What the detectors find, without overlaps: earlier detectors first, existing pseudonyms left alone. */
function spansOf(text: string, detectors: readonly Detector[]): MaskedSpan[] {
  const taken = Array.from(text.matchAll(pseudonymPattern), (match) => ({
    type: '',
    start: match.index,
    end: match.index + match[0].length,
  }));
  const found: MaskedSpan[] = [];
  for (const detector of detectors) {
    for (const { start, end } of detector.find(text)) {
      if (taken.some((other) => start < other.end && other.start < end)) continue;
      const span = { type: detector.type, start, end };
      taken.push(span);
      found.push(span);
    }
  }
  return found.sort((left, right) => left.start - right.start);
}

/**
 * Replaces personal data and secrets by pseudonyms (`[EMAIL_1]`), the same one for the same value within a text.
 * Masking a masked text changes nothing.
 */
export function createMasker(options: MaskerOptions = {}): Masker {
  const detectors = options.detectors ?? defaultDetectors;
  return {
    version: `${algorithmVersion}:${detectors.map(({ type, version }) => `${type}@${version}`).join(',')}`,
    mask(text) {
      const pseudonyms: Pseudonyms = new Map();
      let masked = applySpans({ text, spans: [], places: [] }, spansOf(text, detectors), pseudonyms);
      // A replacement can expose a piece beside it: repeated until nothing is found, so that masking is idempotent.
      for (;;) {
        const spans = spansOf(masked.text, detectors);
        if (spans.length === 0) return { text: masked.text, spans: masked.spans };
        masked = applySpans(masked, spans, pseudonyms);
      }
    },
  };
}
