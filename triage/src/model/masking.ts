/** A piece of a text. Offsets in UTF-16 units. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** A piece of personal data that was replaced, at its place in the original text. */
export interface MaskedSpan extends TextSpan {
  readonly type: string;
  /** Where its pseudonym stands in the masked text. */
  readonly masked: TextSpan;
}

export interface MaskedText {
  readonly text: string;
  /** In order, disjoint. */
  readonly spans: readonly MaskedSpan[];
}

/** Replaces personal data and secrets by typed pseudonyms, the same one for the same value within a ticket. */
export interface Masker {
  /** Changes whenever the same text could be masked differently. */
  readonly version: string;
  mask(text: string): MaskedText;
}

/**
 * The piece of the original text that a piece of the masked text stands for. A piece that touches a pseudonym takes in
 * all that the pseudonym replaced.
 */
export function originalSpan(spans: readonly MaskedSpan[], { start, end }: TextSpan): TextSpan {
  /** How far places after the spans passed lie from where they were in the original. */
  let shift = 0;
  let originalStart: number | undefined;
  for (const span of spans) {
    const { masked } = span;
    if (originalStart === undefined && start < masked.end) {
      originalStart = start > masked.start ? span.start : start + shift;
    }
    if (end <= masked.start) break;
    if (end <= masked.end) return { start: originalStart ?? start + shift, end: span.end };
    shift = span.end - masked.end;
  }
  return { start: originalStart ?? start + shift, end: end + shift };
}
