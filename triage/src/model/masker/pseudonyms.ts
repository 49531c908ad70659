import type { MaskedSpan, MaskedText, TextSpan } from '../masking.ts';
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

/** What a detector found. */
export interface Found extends TextSpan {
  readonly type: string;
}

/** Replaces `found` (offsets into `masking.text`, sorted, disjoint, outside of its pseudonyms). */
export function applySpans(masking: MaskedText, found: readonly Found[], pseudonyms: Pseudonyms): MaskedText {
  const spans: MaskedSpan[] = [];
  const pieces: string[] = [];
  let length = 0;
  let position = 0;
  /** How far an offset into the masked text lies from the same place in the original. */
  let shift = 0;

  function replace(place: TextSpan, type: string, original: TextSpan, replacement: string): void {
    const between = masking.text.slice(position, place.start);
    pieces.push(between, replacement);
    length += between.length;
    const { start, end } = original;
    spans.push({ type, start, end, masked: { start: length, end: length + replacement.length } });
    length += replacement.length;
    position = place.end;
  }

  let next = 0;
  function replaceFoundBefore(limit: number): void {
    for (let span = found[next]; span !== undefined && span.start < limit; span = found[next]) {
      const { type, start, end } = span;
      const pseudonym = pseudonyms.of(type, masking.text.slice(start, end));
      replace(span, type, { start: start + shift, end: end + shift }, pseudonym);
      next += 1;
    }
  }

  for (const span of masking.spans) {
    replaceFoundBefore(span.masked.start);
    replace(span.masked, span.type, span, masking.text.slice(span.masked.start, span.masked.end));
    shift = span.end - span.masked.end;
  }
  replaceFoundBefore(Number.POSITIVE_INFINITY);
  pieces.push(masking.text.slice(position));
  return { text: pieces.join(''), spans };
}
