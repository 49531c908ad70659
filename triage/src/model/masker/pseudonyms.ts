import type { MaskedSpan } from '../masking.ts';
import { matchesOf } from './matches.ts';

export const pseudonymPattern = /\[[A-Z][A-Z_]*_\d+\]/g;

/** The pseudonyms of one text. */
export interface Pseudonyms {
  /** The same for the same value: letter case, width and the kind of white space make no difference. */
  of(type: string, value: string): string;
}

/** Pseudonyms that `text` does not hold already: a masked text may be quoted in it. */
export function createPseudonyms(text: string): Pseudonyms {
  const given = new Map<string, string>();
  const taken = new Set(matchesOf(pseudonymPattern, text).map(([pseudonym]) => pseudonym));
  const last = new Map<string, number>();
  return {
    of(type, value) {
      const key = `${type} ${value.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ')}`;
      const known = given.get(key);
      if (known !== undefined) return known;
      let number = last.get(type) ?? 0;
      let pseudonym: string;
      do {
        number += 1;
        pseudonym = `[${type}_${number}]`;
      } while (taken.has(pseudonym));
      last.set(type, number);
      given.set(key, pseudonym);
      return pseudonym;
    },
  };
}

/** Where a pseudonym stands in the masked text. */
interface Place {
  readonly start: number;
  readonly end: number;
}

/** A masked text on its way; `spans` (in the original) and `places` (in `text`) run in parallel. */
export interface Masking {
  readonly text: string;
  readonly spans: readonly MaskedSpan[];
  readonly places: readonly Place[];
}

/** Replaces `found` (offsets into `masking.text`, sorted, disjoint, outside of `masking.places`). */
export function applySpans(masking: Masking, found: readonly MaskedSpan[], pseudonyms: Pseudonyms): Masking {
  const spans: MaskedSpan[] = [];
  const places: Place[] = [];
  const pieces: string[] = [];
  let length = 0;
  let position = 0;
  /** How far an offset into the masked text lies from the same place in the original. */
  let shift = 0;

  function replace(start: number, end: number, span: MaskedSpan, replacement: string): void {
    const between = masking.text.slice(position, start);
    pieces.push(between, replacement);
    length += between.length;
    spans.push(span);
    places.push({ start: length, end: length + replacement.length });
    length += replacement.length;
    position = end;
  }

  let next = 0;
  function replaceFoundBefore(limit: number): void {
    for (let span = found[next]; span !== undefined && span.start < limit; span = found[next]) {
      const { type, start, end } = span;
      const pseudonym = pseudonyms.of(type, masking.text.slice(start, end));
      replace(start, end, { type, start: start + shift, end: end + shift }, pseudonym);
      next += 1;
    }
  }

  for (const [index, place] of masking.places.entries()) {
    const span = masking.spans[index];
    if (span === undefined) break;
    replaceFoundBefore(place.start);
    replace(place.start, place.end, span, masking.text.slice(place.start, place.end));
    shift = span.end - place.end;
  }
  replaceFoundBefore(Number.POSITIVE_INFINITY);
  pieces.push(masking.text.slice(position));
  return { text: pieces.join(''), spans, places };
}
