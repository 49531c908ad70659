import type { Masker } from '@signalbox/triage/model';
import type { AnnotatedText, Piece } from './annotated-text.ts';

/** Counts of one type, or of one kind of it. */
export interface Quality {
  readonly name: string;
  /** Pieces that are there. */
  wanted: number;
  /** Of them, those of which half or more is masked with their type. */
  found: number;
  /** Of them, those masked with whatever type: no part of them is left to read but less than half. */
  hidden: number;
  /** Masks that were made. */
  made: number;
  /** Of them, those of which half or more is wanted. */
  right: number;
}

export interface Mistake {
  readonly kind: string;
  readonly mistake: 'missed' | 'wrong';
  readonly value: string;
  readonly text: string;
}

export interface DetectionQuality {
  readonly byType: ReadonlyMap<string, Quality>;
  /** By kind; a mask belongs to a type, so that `made` and `right` stay 0. */
  readonly byKind: ReadonlyMap<string, Quality>;
  /** By kind of confusable: how many there are (`made`) and how many stayed as they are (`right`). */
  readonly confusable: ReadonlyMap<string, Quality>;
  readonly mistakes: readonly Mistake[];
}

export const recallOf = ({ found, wanted }: Quality): number => (wanted === 0 ? 1 : found / wanted);
export const precisionOf = ({ right, made }: Quality): number => (made === 0 ? 1 : right / made);

/** Several taken together. */
export function pooled(name: string, all: Iterable<Quality>): Quality {
  const sum = { name, wanted: 0, found: 0, hidden: 0, made: 0, right: 0 };
  for (const { wanted, found, hidden, made, right } of all) {
    sum.wanted += wanted;
    sum.found += found;
    sum.hidden += hidden;
    sum.made += made;
    sum.right += right;
  }
  return sum;
}

/** Share of the piece that others cover; those do not overlap. */
function covered(piece: Piece, by: readonly Piece[]): number {
  const shared = by.map(({ start, end }) =>
    Math.max(0, Math.min(piece.end, end) - Math.max(piece.start, start)),
  );
  return shared.reduce((sum, length) => sum + length, 0) / (piece.end - piece.start);
}

const enough = 0.5;

function counter(): { of(name: string): Quality; all: Map<string, Quality> } {
  const all = new Map<string, Quality>();
  return {
    all,
    of(name) {
      const known = all.get(name) ?? { name, wanted: 0, found: 0, hidden: 0, made: 0, right: 0 };
      all.set(name, known);
      return known;
    },
  };
}

/** What a masker finds of what is there, and how much of what it masks is that. */
export function measureDetection(masker: Masker, texts: readonly AnnotatedText[]): DetectionQuality {
  const [types, kinds, confusables] = [counter(), counter(), counter()];
  const mistakes: Mistake[] = [];
  for (const { text, wanted, confusable, tolerated } of texts) {
    const masks = masker.mask(text).spans;
    for (const piece of wanted) {
      const isFound =
        covered(
          piece,
          masks.filter(({ type }) => type === piece.type),
        ) >= enough;
      const isHidden = covered(piece, masks) >= enough;
      for (const count of [types.of(piece.type), kinds.of(piece.kind)]) {
        count.wanted += 1;
        count.found += Number(isFound);
        count.hidden += Number(isHidden);
      }
      if (!isFound) {
        mistakes.push({
          kind: piece.kind,
          mistake: 'missed',
          value: text.slice(piece.start, piece.end),
          text,
        });
      }
    }
    for (const mask of masks) {
      const alike = wanted.filter(({ type }) => type === mask.type);
      const others = tolerated.filter(({ type }) => type === mask.type);
      const isRight = covered(mask, alike) > 0 && covered(mask, [...alike, ...others]) >= enough;
      const count = types.of(mask.type);
      count.made += 1;
      count.right += Number(isRight);
      if (!isRight) {
        mistakes.push({ kind: mask.type, mistake: 'wrong', value: text.slice(mask.start, mask.end), text });
      }
    }
    for (const piece of confusable) {
      const isLeft = covered(piece, masks) === 0;
      const count = confusables.of(piece.kind);
      count.made += 1;
      count.right += Number(isLeft);
    }
  }
  return { byType: types.all, byKind: kinds.all, confusable: confusables.all, mistakes };
}
