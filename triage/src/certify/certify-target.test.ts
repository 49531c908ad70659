import { expect, test } from 'vitest';
import { binomialTail } from '../statistics/index.ts';
import { createRandom, type Random } from '../train/random.ts';
import { certifyTarget, isApplied, type ScoredAnswer } from './certify-target.ts';

/** A classifier of which the true error is known for every answer. */
interface Simulator {
  readonly labels: readonly string[];
  answer(random: Random): { readonly label: string; readonly probability: number; readonly error: number };
}

interface SimulatedAnswer extends ScoredAnswer {
  readonly error: number;
}

function drawAnswers(simulator: Simulator, count: number, random: Random): SimulatedAnswer[] {
  return Array.from({ length: count }, () => {
    const answer = simulator.answer(random);
    return { ...answer, isWrong: random.next() < answer.error };
  });
}

const labels = ['Access', 'Hardware', 'HR', 'Storage'];

/** One label in two is frequent, one rare; probabilities mean what they say, but for one label. */
const uneven: Simulator = {
  labels,
  answer(random) {
    const label = labels[Math.min(3, Math.floor(-Math.log2(1 - random.next() * 0.95)))] ?? 'Access';
    const probability = 1 - 0.6 * random.next() ** 3;
    const error = label === 'Hardware' ? Math.min(1, 2 * (1 - probability) + 0.01) : 1 - probability;
    return { label, probability, error };
  },
};

/** Just above the promise wherever one looks: the threshold tells nothing, and every promise is a violation. */
const hopeless: Simulator = {
  labels: ['Access'],
  answer: (random) => ({ label: 'Access', probability: random.next(), error: 0.0301 }),
};

/** The true error falls below the promise at high thresholds only. */
const steep: Simulator = {
  labels: ['Access'],
  answer(random) {
    const probability = random.next();
    return { label: 'Access', probability, error: probability > 0.6 ? 0.008 : 0.2 };
  },
};

const alpha = 0.03;
const delta = 0.05;

/** Draws in which the true error among those applied exceeds α for any of the promises. */
function violations(
  simulator: Simulator,
  rows: number,
  draws: number,
): { violated: number; covered: number } {
  const population = drawAnswers(simulator, 40_000, createRandom(1));
  let violated = 0;
  let covered = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    const random = createRandom(1_000 + draw);
    const { groups } = certifyTarget(
      {
        calibrate: drawAnswers(simulator, rows / 3, random),
        certify: drawAnswers(simulator, rows, random),
      },
      simulator.labels,
      alpha,
      delta,
    );
    const isBroken = groups.some((group) => {
      const applied = population.filter((answer) => isApplied([group], answer));
      const error = applied.reduce((sum, answer) => sum + answer.error, 0) / Math.max(1, applied.length);
      return error > alpha;
    });
    if (isBroken) violated += 1;
    covered += population.filter((answer) => isApplied(groups, answer)).length / population.length;
  }
  return { violated, covered: covered / draws };
}

test.each([
  ['several labels, one of them overconfident', uneven, 1_500, 0.2],
  ['an error that no threshold lowers', hopeless, 600, 0],
  ['an error that rises steeply', steep, 900, 0.2],
])(
  'over 200 draws the promise is broken no more often than stated: %s',
  (_name, simulator, rows, leastCoverage) => {
    const draws = 200;
    const { violated, covered } = violations(simulator, rows, draws);
    // P(at least so many violations) if each draw had probability δ.
    const chance = 1 - binomialTail(violated - 1, draws, delta);
    expect(chance).toBeGreaterThan(0.01);
    // Abstaining always is no answer.
    expect(covered).toBeGreaterThan(leastCoverage);
  },
);

/** Frequent labels right always, and one with few rows. */
function withRareLabel(rareRows: number): ScoredAnswer[] {
  const right = (label: string, index: number): ScoredAnswer => ({
    label,
    probability: 1 - index / 10_000,
    isWrong: false,
  });
  return [
    ...Array.from({ length: 900 }, (_, index) => right('Access', index)),
    ...Array.from({ length: rareRows }, (_, index) => right('Storage', index)),
  ];
}

test('a label with too few rows is not promised alone: it joins the pool, and what it lacks is said', () => {
  const answers = withRareLabel(60);
  const { groups, labels: standings } = certifyTarget(
    { calibrate: answers, certify: answers },
    ['Access', 'Hardware', 'Storage'],
    alpha,
    delta,
  );
  expect(groups.map((group) => group.labels)).toEqual([['Access'], ['Hardware', 'Storage']]);
  expect(groups.map((group) => group.delta)).toEqual([0.025, 0.025]);
  expect(groups[0]?.threshold).not.toBeNull();
  // 60 rows without an error show no 3 %: 122 are the least at a δ of 0.025.
  expect(groups[1]?.threshold).toBeNull();
  expect(standings).toEqual([
    { label: 'Access', rows: 900, promise: 'alone', rowsMissing: 0 },
    { label: 'Hardware', rows: 0, promise: 'pool', rowsMissing: 135 },
    { label: 'Storage', rows: 60, promise: 'pool', rowsMissing: 75 },
  ]);
});

test('with one promise 99 rows without an error suffice for 3 % at 95 %, and 98 do not', () => {
  const of = (count: number) => {
    const answers = withRareLabel(0).slice(0, count);
    return certifyTarget({ calibrate: answers, certify: answers }, ['Access'], alpha, delta).groups[0];
  };
  expect(of(99)).toMatchObject({ rows: 99, errors: 0, delta });
  expect(of(99)?.threshold).not.toBeNull();
  expect(of(99)?.bound).toBeLessThanOrEqual(alpha);
  expect(of(98)?.threshold).toBeNull();
});

test('what was certified keeps its bound: every promised group has one of at most α', () => {
  const random = createRandom(3);
  const { groups } = certifyTarget(
    { calibrate: drawAnswers(uneven, 2_000, random), certify: drawAnswers(uneven, 6_000, random) },
    labels,
    alpha,
    delta,
  );
  expect(groups.reduce((sum, group) => sum + group.delta, 0)).toBeCloseTo(delta, 12);
  for (const { threshold, bound } of groups) if (threshold !== null) expect(bound).toBeLessThanOrEqual(alpha);
  expect(groups.some(({ threshold }) => threshold !== null)).toBe(true);
});
