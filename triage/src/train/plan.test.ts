import { describe, expect, it } from 'vitest';
import { readCorpus } from './corpus.ts';
import { planTraining } from './plan.ts';
import { defaultTrainingOptions } from './training-options.ts';

const options = { ...defaultTrainingOptions, targets: ['topic'] };

async function plan(count: number, features = 10_000, given = options) {
  const rows = Array.from({ length: count }, (_, index) => ({
    text: `text ${index}`,
    labels: { topic: index % 2 === 0 ? 'even' : 'odd' },
  }));
  const corpus = await readCorpus(rows, { targets: ['topic'], masker: null });
  const texts = Int32Array.from({ length: count }, (_, text) => text);
  return planTraining(corpus, corpus.targets, texts, features, given);
}

describe('the plan of a training', () => {
  it('holds every row of a small set out once', async () => {
    const { splits, isRefitted } = await plan(1_500);
    expect(isRefitted).toBe(true);
    const held = splits.flatMap((split) => [...split.held]).sort((left, right) => left - right);
    expect(held).toEqual(Array.from({ length: 1_500 }, (_, text) => text));
    for (const split of splits) {
      expect(new Set([...split.training, ...split.held]).size).toBe(1_500);
      expect(split.training.length + split.held.length).toBe(1_500);
    }
  });

  it('keeps a part of a larger set aside, and learns from it too in the end', async () => {
    const { splits, isRefitted } = await plan(20_000);
    expect([splits.length, isRefitted]).toEqual([1, true]);
    expect(splits[0]?.held.length).toBeGreaterThan(1_500);
  });

  it('ships what was validated of a very large one', async () => {
    const { splits, isRefitted, fits } = await plan(200_001);
    expect([splits.length, isRefitted]).toEqual([1, false]);
    expect(splits[0]?.held.length).toBeLessThanOrEqual(4_400);
    expect(fits).toBe(5 + 2);
  });

  it('does not choose among recipes with too few rows, or where one is given', async () => {
    expect((await plan(150)).trialSplits).toEqual([]);
    expect((await plan(500)).trialSplits.length).toBe(2);
    const recipe = {
      epochs: 1,
      tableRate: 1,
      featureDropout: 0,
      hiddenDropout: 0,
      termFrequency: 'linear',
    } as const;
    expect((await plan(500, 10_000, { ...options, recipe })).trialSplits).toEqual([]);
  });

  it('gives up features for a second network, but not all', async () => {
    const bytes = ({ members, vocabulary }: { members: number; vocabulary: number }) =>
      vocabulary * (members * options.dimensions + 5);
    const few = (await plan(300, 10_000)).size;
    expect(few).toEqual({ members: 2, vocabulary: 10_000 });
    const many = (await plan(300, 42_000)).size;
    expect(many.members).toBe(2);
    expect(many.vocabulary).toBeGreaterThan(20_000);
    expect(bytes(many)).toBeLessThanOrEqual(options.tableBytes);
    const small = (await plan(300, 42_000, { ...options, tableBytes: 1_500_000 })).size;
    expect(small.members).toBe(1);
    expect(bytes(small)).toBeLessThanOrEqual(1_500_000);
  });
});
