import type { Evidence } from '@signalbox/triage/schema';

/** A run of text; `evidence` is what it says, null for plain text. `start` is its offset in UTF-16 units. */
export interface TextSegment {
  readonly text: string;
  readonly start: number;
  readonly evidence: Evidence | null;
}

/** Cuts a text at the places of its evidence. Overlapping places go to the stronger word; places outside are ignored. */
export function textSegments(text: string, evidence: readonly Evidence[]): TextSegment[] {
  const chosen: Evidence[] = [];
  const strongestFirst = [...evidence].sort(
    (left, right) => Math.abs(right.contribution) - Math.abs(left.contribution),
  );
  for (const item of strongestFirst) {
    const isInside = item.start < item.end && item.end <= text.length;
    const isFree = chosen.every((other) => item.end <= other.start || item.start >= other.end);
    if (isInside && isFree) chosen.push(item);
  }
  chosen.sort((left, right) => left.start - right.start);

  const segments: TextSegment[] = [];
  let position = 0;
  const push = (end: number, item: Evidence | null) => {
    if (end > position) segments.push({ text: text.slice(position, end), start: position, evidence: item });
    position = end;
  };
  for (const item of chosen) {
    push(item.start, null);
    push(item.end, item);
  }
  push(text.length, null);
  return segments;
}
