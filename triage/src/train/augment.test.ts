import { expect, it } from 'vitest';
import { augmentRareLabels } from './augment.ts';
import { readCorpus } from './corpus.ts';
import { createRandom } from './random.ts';

const rows = [
  { text: 'one common text', labels: { topic: 'common' } },
  { text: 'another common text', labels: { topic: 'common' } },
  { text: 'third common text', labels: { topic: 'common' } },
  { text: 'alpha beta gamma delta', labels: { topic: 'rare' } },
  { text: 'epsilon zeta eta theta', labels: { topic: 'rare' } },
  { text: 'held back words', labels: { topic: 'rare' } },
];

it('fills up rare labels with words of their own training texts, behind the real texts, which stay as they are', async () => {
  const corpus = await readCorpus(rows, { targets: ['topic'], masker: null });
  const training = Int32Array.of(0, 1, 2, 3, 4);
  const made = augmentRareLabels(corpus, corpus.targets, training, 3, createRandom(1));
  expect(made.synthetic).toEqual([{ target: 'topic', label: 'rare', rows: 1 }]);
  expect([...made.training]).toEqual([0, 1, 2, 3, 4, 6]);
  expect(made.targets[0]?.values[6]).toBe(corpus.targets[0]?.values[3]);
  expect(made.corpus.size).toBe(6);
  expect([...made.corpus.starts.subarray(0, 7)]).toEqual([...corpus.starts]);
  expect(made.corpus.starts[7]).toBe(made.corpus.tokens.length);
  const words = Array.from(
    made.corpus.tokens.subarray(made.corpus.starts[6], made.corpus.starts[7]),
    (token) => corpus.forms[token] ?? '',
  );
  const own = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta', 'theta'];
  expect(words.length).toBeGreaterThan(0);
  for (const word of words) expect(own).toContain(word);
});

it('makes nothing where no label is rare', async () => {
  const corpus = await readCorpus(rows, { targets: ['topic'], masker: null });
  const training = Int32Array.of(0, 1, 2, 3, 4, 5);
  const made = augmentRareLabels(corpus, corpus.targets, training, 3, createRandom(1));
  expect(made.corpus).toBe(corpus);
  expect(made.training).toBe(training);
  expect(made.synthetic).toEqual([]);
});
