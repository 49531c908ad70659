import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openArtifact } from './artifact.ts';
import { createMasker, defaultModelDirectory, type LoadedClassifier, loadClassifier } from './index.ts';
import { type ModelWeights, readWeights } from './model-weights.ts';

let classifier: LoadedClassifier;
let weights: ModelWeights;
beforeAll(async () => {
  const [json, bytes] = await Promise.all([
    readFile(new URL('model.json', defaultModelDirectory)),
    readFile(new URL('weights.bin', defaultModelDirectory)),
  ]);
  weights = readWeights(await openArtifact({ json, weights: bytes }));
  classifier = await loadClassifier(defaultModelDirectory);
});
afterAll(() => classifier.dispose());

const word = fc.oneof(
  fc.constantFrom('laptop', 'access', 'please', 'Drive', 'visitor', 'card', 'qzxv', '[EMAIL_1]', 'order'),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const texts = fc.array(word, { maxLength: 60 }).map((words) => words.join(' '));

/** The logits as the layers compute them from the whole embedding, without a look at single words. */
function logitsOf(text: string): Map<string, number> {
  const [head] = weights.heads;
  if (head === undefined) throw new Error('The model has no target.');
  const embedding = classifier.embed([text]);
  const { labels, temperature } = head.target;
  return new Map(
    labels.map((label, index) => {
      let logit = head.bias[index] ?? 0;
      for (const [unit, value] of embedding.entries()) {
        const open = Math.max(0, value + (weights.hiddenBias[unit] ?? 0));
        logit += open * (head.kernel[unit * labels.length + index] ?? 0);
      }
      return [label, logit / temperature];
    }),
  );
}

it('of any text and for any label, the words and the bias sum to the logit of the layers within 1e-5', () => {
  fc.assert(
    fc.property(texts, (text) => {
      for (const [label, logit] of logitsOf(text)) {
        const { words, bias } = classifier.explain(text, 'category', label);
        const sum = words.reduce((total, { contribution }) => total + contribution, bias);
        expect(Math.abs(sum - logit)).toBeLessThan(1e-5);
      }
    }),
    { numRuns: 150 },
  );
});

it('of any text, the softmax of the sums is the probability of the answer and of each alternative', async () => {
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const [answer] = await classifier.classify([text]);
      const [prediction] = answer?.predictions ?? [];
      // Without a known feature the shares of the labels in training answer; nothing is explained then.
      if (prediction === undefined || prediction.evidence.length === 0) return;
      const labels = classifier.targets[0]?.labels ?? [];
      const sums = labels.map((label) => Math.exp(classifier.explain(text, 'category', label).logit));
      const total = sums.reduce((sum, value) => sum + value, 0);
      for (const { label, probability } of [prediction, ...prediction.alternatives]) {
        expect(Math.abs((sums[labels.indexOf(label)] ?? 0) / total - probability)).toBeLessThan(1e-5);
      }
    }),
    { numRuns: 100 },
  );
});

it('of any text that was masked, each word stands at its place in the masked text, once, strongest first', () => {
  const masker = createMasker();
  const personal = fc.constantFrom(
    'bob@example.com',
    '+43 660 1234567',
    '10.0.0.1',
    'laptop',
    'Dear Ms Huber,',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(personal, word), { maxLength: 30 }), (parts) => {
      const { text } = masker.mask(parts.join(' '));
      const { words } = classifier.explain(text, 'category', 'Access');
      for (const { text: shown, start, end } of words) expect(text.slice(start, end)).toBe(shown);
      expect(new Set(words.map(({ start }) => start)).size).toBe(words.length);
      const strengths = words.map(({ contribution }) => Math.abs(contribution));
      expect(strengths).toEqual(strengths.toSorted((left, right) => right - left));
    }),
    { numRuns: 100 },
  );
});
