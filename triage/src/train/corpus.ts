import { type Masker, normalForm, tokensOf } from '../model/index.ts';
import { createIntegerList } from './integer-list.ts';
import type { TrainingRow } from './training-row.ts';

/** The labels of one target. */
export interface CorpusTarget {
  readonly name: string;
  readonly labels: readonly string[];
  /** Per text: the label's index, or -1. */
  readonly values: Int32Array;
}

/** All texts as numbers of tokens: small enough to stay in memory. */
export interface Corpus {
  readonly size: number;
  /** Normal forms by token number. */
  readonly forms: readonly string[];
  /** Token numbers of all texts, one after the other. */
  readonly tokens: Int32Array;
  /** Where each text begins in `tokens`; one more entry than there are texts. */
  readonly starts: Int32Array;
  readonly targets: readonly CorpusTarget[];
  /** Texts with a pseudonym of the masker in them. */
  readonly maskedTexts: number;
}

export interface CorpusOptions {
  readonly targets: readonly string[];
  /** null: texts are taken as they are. */
  readonly masker: Masker | null;
  readonly signal?: AbortSignal | undefined;
  readonly onRow?: ((rows: number) => void) | undefined;
}

export async function readCorpus(
  rows: AsyncIterable<TrainingRow> | Iterable<TrainingRow>,
  options: CorpusOptions,
): Promise<Corpus> {
  const numbers = new Map<string, number>();
  const byRaw = new Map<string, number>();
  const forms: string[] = [];
  const tokens = createIntegerList();
  const starts = createIntegerList();
  const targets = options.targets.map((name) => ({
    name,
    numbers: new Map<string, number>(),
    values: createIntegerList(),
  }));
  let maskedTexts = 0;

  function numberOf(raw: string): number {
    const known = byRaw.get(raw);
    if (known !== undefined) return known;
    const form = normalForm(raw);
    const number = numbers.get(form) ?? forms.length;
    if (number === forms.length) {
      forms.push(form);
      numbers.set(form, number);
    }
    byRaw.set(raw, number);
    return number;
  }

  for await (const row of rows) {
    options.signal?.throwIfAborted();
    const masked = options.masker?.mask(row.text);
    if (masked !== undefined && masked.spans.length > 0) maskedTexts += 1;
    starts.push(tokens.length);
    for (const { raw } of tokensOf(masked?.text ?? row.text)) tokens.push(numberOf(raw));
    for (const target of targets) {
      const label = row.labels[target.name];
      if (label === undefined) {
        target.values.push(-1);
        continue;
      }
      const number = target.numbers.get(label) ?? target.numbers.size;
      target.numbers.set(label, number);
      target.values.push(number);
    }
    options.onRow?.(starts.length);
  }
  const size = starts.length;
  starts.push(tokens.length);
  return {
    size,
    forms,
    tokens: tokens.view(),
    starts: starts.view(),
    targets: targets.map(({ name, numbers: labels, values }) => ({
      name,
      labels: [...labels.keys()],
      values: values.view(),
    })),
    maskedTexts,
  };
}
