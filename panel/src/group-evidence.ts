import type { Evidence } from '@signalbox/triage/schema';

/** A word with all its places in the text taken together. */
export interface EvidenceWord {
  readonly text: string;
  /** Sum over all places; positive speaks for the label. */
  readonly contribution: number;
  readonly count: number;
  /** |contribution| relative to the strongest word, 0-1. */
  readonly strength: number;
}

/** The words behind a prediction, strongest first, each once however often it occurs. */
export function groupEvidence(evidence: readonly Evidence[]): EvidenceWord[] {
  const words = new Map<string, { text: string; contribution: number; count: number }>();
  for (const { text, contribution } of evidence) {
    const key = text.toLocaleLowerCase();
    const word = words.get(key) ?? { text, contribution: 0, count: 0 };
    words.set(key, {
      text: word.text,
      contribution: word.contribution + contribution,
      count: word.count + 1,
    });
  }
  const sorted = [...words.values()].sort(
    (left, right) => Math.abs(right.contribution) - Math.abs(left.contribution),
  );
  const strongest = Math.abs(sorted[0]?.contribution ?? 0);
  return sorted.map((word) => ({
    ...word,
    strength: strongest === 0 ? 0 : Math.abs(word.contribution) / strongest,
  }));
}
