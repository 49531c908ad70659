import { SignalboxError } from '@signalbox/sdk/errors';

import type { CertificationRow } from './certification-rows.ts';
import type { CertifyOptions } from './certify-options.ts';
import type { TextRow } from './score-rows.ts';
import { type Part, parts, splitParts } from './split-parts.ts';

export interface PlacedRows {
  /** One row per wording. */
  readonly byPart: Readonly<Record<Part, readonly TextRow[]>>;
  /** Rows left out because another of nearly the same wording stands for them. */
  readonly repeated: number;
}

type Options = Pick<CertifyOptions, 'masker' | 'shares' | 'seed' | 'onProgress' | 'signal'>;

/** Reads the rows, masks them, and puts each into its part. */
export async function placeRows(
  rows: AsyncIterable<CertificationRow> | Iterable<CertificationRow>,
  { masker, shares, seed, onProgress, signal }: Options,
): Promise<PlacedRows> {
  const read: (TextRow & { readonly time: number | null; readonly part: Part | null })[] = [];
  for await (const { text, labels, time, part } of rows) {
    signal?.throwIfAborted();
    read.push({ maskedText: masker?.mask(text).text ?? text, labels, time, part });
    if (read.length % 5_000 === 0) onProgress?.({ stage: 'reading', rows: read.length });
  }
  if (read.length === 0) throw new SignalboxError('configuration', 'There are no rows to certify on.');
  onProgress?.({ stage: 'splitting', rows: read.length });
  const placed = splitParts(
    read.map(({ maskedText, time }) => ({ text: maskedText, time })),
    { shares: { train: 0, ...shares }, seed },
  );
  const byPart: Record<Part, TextRow[]> = { train: [], calibrate: [], certify: [], report: [] };
  let repeated = 0;
  for (const [index, { part, isRepeated }] of placed.entries()) {
    const row = read[index];
    if (row === undefined) continue;
    if (isRepeated) repeated += 1;
    else byPart[row.part ?? part].push({ maskedText: row.maskedText, labels: row.labels });
  }
  const empty = parts.filter((part) => part !== 'train' && byPart[part].length === 0);
  if (empty.length > 0) {
    throw new SignalboxError(
      'configuration',
      `${read.length} rows leave none for: ${empty.join(', ')}. Give more rows, or other shares.`,
    );
  }
  return { byPart, repeated };
}
