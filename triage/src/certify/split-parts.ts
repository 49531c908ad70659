import { hashWord } from '../model/index.ts';
import { nearDuplicates } from './near-duplicates.ts';

/** What a row is used for, in this order where rows have times. */
export const parts = ['train', 'calibrate', 'certify', 'report'] as const;
export type Part = (typeof parts)[number];

export interface SplitRow {
  readonly text: string;
  /** Milliseconds since the epoch; null: no times are known. */
  readonly time: number | null;
}

export interface SplitOptions {
  /** Shares of the rows; they are made to add up to 1. */
  readonly shares: Readonly<Record<Part, number>>;
  readonly seed: number;
}

export interface PlacedRow {
  readonly part: Part;
  /** Another row of nearly the same wording stands for this one: where rows are counted, it is not. */
  readonly isRepeated: boolean;
}

interface Group {
  readonly rows: number[];
  readonly time: number;
  readonly hash: number;
}

function groupRows(rows: readonly SplitRow[], seed: number): Group[] {
  const members = new Map<number, number[]>();
  for (const [row, group] of nearDuplicates(rows.map(({ text }) => text)).entries()) {
    const known = members.get(group);
    if (known) known.push(row);
    else members.set(group, [row]);
  }
  return [...members.values()].map((group) => {
    const hashed = group.map((row) => ({
      row,
      time: rows[row]?.time ?? 0,
      hash: hashWord(`${seed} ${rows[row]?.text ?? ''}`) >>> 0,
    }));
    // The earliest stands for its group; without times the hash draws one.
    hashed.sort((left, right) => left.time - right.time || left.hash - right.hash || left.row - right.row);
    const [first] = hashed;
    return { rows: hashed.map(({ row }) => row), time: first?.time ?? 0, hash: first?.hash ?? 0 };
  });
}

/**
 * Four disjoint parts: by time where there are times (the oldest rows train, the newest report), else by a hash. Rows of
 * nearly the same wording are kept together, and one of them stands for all. The same rows and seed give the same parts.
 */
export function splitParts(rows: readonly SplitRow[], { shares, seed }: SplitOptions): readonly PlacedRow[] {
  const groups = groupRows(rows, seed).sort(
    (left, right) => left.time - right.time || left.hash - right.hash,
  );
  const total = parts.reduce((sum, part) => sum + shares[part], 0);
  let end = 0;
  const ends = parts.map((part) => {
    end += (shares[part] / total) * rows.length;
    return { part, end };
  });
  const last = parts.findLast((part) => shares[part] > 0) ?? 'report';
  const placed = new Array<PlacedRow>(rows.length);
  let done = 0;
  for (const group of groups) {
    // The middle of a group decides: its halves would fall to different parts else.
    const middle = done + group.rows.length / 2;
    const part = ends.find((candidate) => middle < candidate.end)?.part ?? last;
    for (const [index, row] of group.rows.entries()) placed[row] = { part, isRepeated: index > 0 };
    done += group.rows.length;
  }
  return placed;
}
