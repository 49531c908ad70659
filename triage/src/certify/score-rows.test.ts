import { expect, it } from 'vitest';
import type { Classification } from '../schema/index.ts';
import { scoreRows } from './score-rows.ts';

const answers: Readonly<
  Record<string, readonly [label: string, unknown: number, typicality: number | undefined]>
> = {
  usual: ['Hardware', 0.1, 0.5],
  'of another kind': ['Access', 0.1, 0.01],
  'in words it does not know': ['Access', 0.9, 0.5],
  'to an older model': ['Hardware', 0.1, undefined],
};

const classifier = {
  classify: async (texts: readonly string[]): Promise<Classification[]> =>
    texts.map((text) => {
      const [label, outOfVocabularyShare, typicality] = answers[text] ?? ['', 1, 0];
      return {
        modelId: 'm1',
        backend: 'cpu',
        tokenCount: 3,
        outOfVocabularyShare,
        predictions: [{ target: 'category', label, probability: 0.9, typicality, alternatives: [] }],
      } as unknown as Classification;
    }),
};

it('counts what the policy would leave to people as out of scope, and compares the rest with its label', async () => {
  const rows = Object.keys(answers).map((maskedText) => ({ maskedText, labels: { topic: 'Hardware' } }));
  const scope = async (leastTypicality: number) => {
    const { topic = [] } = await scoreRows(classifier, rows, {
      targets: { topic: 'category' },
      outOfVocabularyLimit: 0.8,
      leastTypicality,
      onProgress: () => undefined,
    });
    return topic.map(({ isWrong, isOutOfScope }) => [isWrong, isOutOfScope]);
  };
  expect(await scope(0.02)).toEqual([
    [false, false],
    [true, true],
    [true, true],
    [false, false],
  ]);
  expect((await scope(0)).map(([, isOutOfScope]) => isOutOfScope)).toEqual([false, false, true, false]);
});
