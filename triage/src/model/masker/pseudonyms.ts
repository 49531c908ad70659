import type { MaskedSpan } from '../masking.ts';

export const pseudonymPattern = /\[[A-Z][A-Z_]*_\d+\]/g;

/** Numbers by type and normalised value. */
export type Pseudonyms = Map<string, Map<string, number>>;

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

function pseudonymOf(type: string, value: string, text: string, pseudonyms: Pseudonyms): string {
  const numbers = pseudonyms.get(type) ?? new Map<string, number>();
  pseudonyms.set(type, numbers);
  const key = value.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ');
  let number = numbers.get(key);
  if (number === undefined) {
    number = numbers.size + 1;
    // A text may hold such words already: theirs are not taken.
    while (text.includes(`[${type}_${number}]`) || [...numbers.values()].includes(number)) number += 1;
    numbers.set(key, number);
  }
  return `[${type}_${number}]`;
}

/** How far an offset into the masked text lies from the same place in the original. */
function shiftAt(offset: number, masking: Masking): number {
  let shift = 0;
  for (const [index, place] of masking.places.entries()) {
    const span = masking.spans[index];
    if (span === undefined || place.start >= offset) break;
    shift = span.end - place.end;
  }
  return shift;
}

/** Replaces `found` (offsets into `masking.text`, sorted, disjoint). */
export function applySpans(masking: Masking, found: readonly MaskedSpan[], pseudonyms: Pseudonyms): Masking {
  const pieces: { span: MaskedSpan; start: number; end: number; replacement: string }[] =
    masking.places.flatMap((place, index) => {
      const span = masking.spans[index];
      return span === undefined
        ? []
        : [{ span, ...place, replacement: masking.text.slice(place.start, place.end) }];
    });
  for (const { type, start, end } of found) {
    const shift = shiftAt(start, masking);
    pieces.push({
      span: { type, start: start + shift, end: end + shift },
      start,
      end,
      replacement: pseudonymOf(type, masking.text.slice(start, end), masking.text, pseudonyms),
    });
  }
  pieces.sort((left, right) => left.start - right.start);
  const places: Place[] = [];
  let text = '';
  let position = 0;
  for (const { start, end, replacement } of pieces) {
    text += masking.text.slice(position, start);
    places.push({ start: text.length, end: text.length + replacement.length });
    text += replacement;
    position = end;
  }
  return { text: text + masking.text.slice(position), spans: pieces.map(({ span }) => span), places };
}
