/** A piece of personal data that was replaced. Offsets in UTF-16 units into the original text. */
export interface MaskedSpan {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

export interface MaskedText {
  readonly text: string;
  readonly spans: readonly MaskedSpan[];
}

/** Replaces personal data and secrets by typed pseudonyms, the same one for the same value within a ticket. */
export interface Masker {
  /** Changes whenever the same text could be masked differently. */
  readonly version: string;
  mask(text: string): MaskedText;
}
