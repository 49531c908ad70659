/** A piece of a text. Offsets in UTF-16 units. */
export interface Piece {
  readonly start: number;
  readonly end: number;
}

/** A piece that is known. */
export interface KnownPiece extends Piece {
  /** The masker's type: `PERSON`. */
  readonly type: string;
  /** What it is more exactly: `Polish PESEL`. */
  readonly kind: string;
}

/** A text in which all personal data and secrets are known. */
export interface AnnotatedText {
  readonly text: string;
  /** What is to be masked. */
  readonly wanted: readonly KnownPiece[];
  /** What looks like it and is something else. */
  readonly confusable: readonly (Piece & { readonly kind: string })[];
  /** Neither wanted nor wrong within a mask of the type: a city in an address. */
  readonly tolerated: readonly (Piece & { readonly type: string })[];
}

/** One of several pieces that a text is made of. */
export interface Part {
  readonly text: string;
  /** null: a confusable. Absent: plain text. */
  readonly type?: string | null;
  readonly kind?: string;
}

/** The parts, one after the other. */
export function composeText(parts: readonly Part[]): AnnotatedText {
  const wanted: KnownPiece[] = [];
  const confusable: (Piece & { kind: string })[] = [];
  let text = '';
  for (const { text: piece, type, kind = '' } of parts) {
    const place = { kind, start: text.length, end: text.length + piece.length };
    if (type === null) confusable.push(place);
    else if (type !== undefined) wanted.push({ type, ...place });
    text += piece;
  }
  return { text, wanted, confusable, tolerated: [] };
}
