import type { Evidence } from '@signalbox/triage/schema';

const pseudonym = /^\[[A-Z][A-Z_]*_\d+\]$/;

/**
 * The evidence at its places in the ticket's own text; null when the text is another than the one that was read (it was
 * changed since), or when the places are not known.
 */
export function ticketPlaces(text: string, evidence: readonly Evidence[]): Evidence[] | null {
  const places: Evidence[] = [];
  for (const word of evidence) {
    if (word.original === undefined) return null;
    const { start, end } = word.original;
    if (text.slice(start, end) !== word.text && !pseudonym.test(word.text)) return null;
    places.push({ ...word, start, end });
  }
  return places;
}
