import { defineCatalog } from '@signalbox/sdk';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DecisionInput, FieldFact, FieldPolicy } from '../schema/index.ts';
import { decisionInputSchema } from '../schema/index.ts';
import { decide } from './decide.ts';

const field: FieldPolicy = {
  target: 'category',
  path: 'custom.Topic',
  mode: 'apply',
  applyAt: 0.9,
  suggestAt: 0.5,
  byLabel: {},
  replaceable: ['Other'],
  labels: { 'HR Support': 'Human resources' },
  enabledBy: { by: 'Ada', at: '2026-01-01T00:00:00.000Z' },
};
const catalog = defineCatalog({
  site: 'support',
  project: 'SUP',
  type: 'incident',
  fields: [
    {
      path: 'custom.Topic',
      name: 'Topic',
      vendorId: 'customfield_10050',
      kind: 'choice',
      isEditable: true,
      isRequired: false,
      allowedValues: [
        { value: '1', label: 'Hardware' },
        { value: '2', label: 'Human resources' },
        { value: '3', label: 'Other' },
      ],
    },
  ],
});
const empty: FieldFact = { path: 'custom.Topic', current: null, holds: [], setBy: 'none', notLearnt: [] };
const holding = (label: string, value: string, setBy: FieldFact['setBy']): FieldFact => ({
  path: 'custom.Topic',
  current: { value, label },
  holds: [{ value, label }],
  setBy,
  notLearnt: [],
});

function input(
  probability: number,
  changes: Partial<DecisionInput> = {},
  policy: Partial<FieldPolicy> = {},
  label = 'Hardware',
): DecisionInput {
  return {
    facts: [empty],
    classification: {
      modelId: 'm1',
      predictions: [{ target: 'category', label, probability, alternatives: [], evidence: [] }],
      tokenCount: 5,
      outOfVocabularyShare: 0.1,
    },
    obstacle: null,
    policy: {
      version: 'p1',
      fields: { category: { ...field, ...policy } },
      types: ['incident'],
      projects: null,
      humanQueue: 'mark',
      explanation: 'none',
      outOfVocabularyLimit: 0.8,
      rules: [],
      certificate: null,
      blindShare: 0.03,
    },
    catalog,
    matchedRules: [],
    standing: null,
    ...changes,
  };
}
const outcome = (decisionInput: DecisionInput) => {
  const decision = decide(decisionInput);
  return [decision.route, decision.reason];
};

test('the probability decides between applying, suggesting and leaving it to people', () => {
  expect(outcome(input(0.95))).toEqual(['apply', 'confident']);
  expect(outcome(input(0.7))).toEqual(['suggest', 'below-apply-threshold']);
  expect(outcome(input(0.3))).toEqual(['escalate', 'below-suggest-threshold']);
});

test('suggest-only never applies, however sure the model is', () => {
  expect(outcome(input(1, {}, { mode: 'suggest' }))).toEqual(['suggest', 'suggest-only']);
});

test("a human's value stays, also one that is listed as a placeholder", () => {
  for (const fact of [
    holding('Other', '3', 'human'),
    holding('Human resources', '2', 'human'),
    holding('Human resources', '2', 'none'),
  ]) {
    expect(outcome(input(0.99, { facts: [fact] }))).toEqual(['suggest', 'human-value-present']);
  }
});

test('a listed placeholder that no human set, and our own value, may be replaced', () => {
  expect(outcome(input(0.99, { facts: [holding('Other', '3', 'none')] }))).toEqual(['apply', 'confident']);
  expect(outcome(input(0.99, { facts: [holding('Human resources', '2', 'signalbox')] }))).toEqual([
    'apply',
    'confident',
  ]);
});

test('what the ticket already holds is left alone', () => {
  expect(outcome(input(0.99, { facts: [holding('Hardware', '1', 'human')] }))).toEqual([
    'none',
    'already-set',
  ]);
});

test('labels are translated into the words of the catalog, and withheld when the catalog lacks them', () => {
  expect(decide(input(0.99, {}, {}, 'HR Support')).fields[0]?.value).toEqual({
    value: '2',
    label: 'Human resources',
  });
  expect(outcome(input(0.99, {}, {}, 'Storage'))).toEqual(['escalate', 'label-not-in-catalog']);
});

test('obstacles send a ticket to people with the reason', () => {
  expect(outcome(input(0.99, { classification: null, obstacle: 'empty-text' }))).toEqual([
    'escalate',
    'empty-text',
  ]);
  expect(outcome(input(0.99, { classification: null }))).toEqual(['escalate', 'model-unavailable']);
  expect(outcome(input(0.99, { catalog: null }))).toEqual(['escalate', 'catalog-unavailable']);
  expect(
    outcome({
      ...input(0.99),
      classification: { modelId: 'm1', predictions: [], tokenCount: 3, outOfVocabularyShare: 0.9 },
    }),
  ).toEqual(['escalate', 'out-of-scope']);
});

test('a receipt replays: input that went through storage gives the identical decision', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom<FieldFact>(
        empty,
        holding('Other', '3', 'none'),
        holding('Other', '3', 'human'),
        holding('Hardware', '1', 'signalbox'),
      ),
      fc.constantFrom('Hardware', 'HR Support', 'Storage'),
      fc.constantFrom<FieldPolicy['mode']>('off', 'suggest', 'apply'),
      (probability, fact, label, mode) => {
        const original = input(probability, { facts: [fact] }, { mode }, label);
        const stored = decisionInputSchema.parse(JSON.parse(JSON.stringify(original)));
        expect(decide(stored)).toEqual(decide(original));
      },
    ),
  );
});

test('nothing is ever applied over a value that a human set, or below the threshold', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom<FieldFact['setBy']>('none', 'human', 'signalbox'),
      fc.constantFrom('Other', 'Human resources'),
      (probability, setBy, label) => {
        const decision = decide(
          input(probability, { facts: [holding(label, label === 'Other' ? '3' : '2', setBy)] }),
        );
        if (decision.route === 'apply') {
          expect(setBy).not.toBe('human');
          expect(probability).toBeGreaterThanOrEqual(field.applyAt);
        }
      },
    ),
  );
});

const rules = [
  { name: 'gone', field: 'category', value: 'No such value', when: { words: ['toner'] } },
  { name: 'toner', field: 'category', value: 'Hardware', when: { words: ['toner'] } },
  { name: 'late', field: 'category', value: 'Other', when: { words: ['toner'] } },
];
const ruled = (probability: number, changes: Partial<DecisionInput> = {}) => {
  const given = input(probability, changes);
  return decide({
    ...given,
    policy: { ...given.policy, rules },
    matchedRules: rules.map(({ name }) => name),
  });
};

test('under the threshold the first rule that fits suggests its value, and never applies it', () => {
  expect(ruled(0.2)).toMatchObject({
    route: 'suggest',
    reason: 'rule-matched',
    fields: [{ rule: 'toner', label: 'Hardware', value: { value: '1' }, probability: null }],
  });
  expect(ruled(0.2, { classification: null, obstacle: 'model-unavailable' }).reason).toBe('rule-matched');
  expect(ruled(0.7)).toMatchObject({ reason: 'below-apply-threshold', fields: [{ rule: null }] });
  expect(ruled(0.2, { facts: [holding('Hardware', '1', 'human')] }).route).toBe('none');
});

test('without a rule that fits, the human queue, with the reason', () => {
  const given = input(0.2);
  const decision = decide({ ...given, policy: { ...given.policy, rules }, matchedRules: ['gone'] });
  expect(decision).toMatchObject({
    route: 'escalate',
    reason: 'below-suggest-threshold',
    fields: [{ rule: null }],
  });
});

test('a label may have thresholds of its own', () => {
  const own = { byLabel: { Hardware: { applyAt: 0.6, suggestAt: 0.3 } } };
  expect(outcome(input(0.65, {}, own))).toEqual(['apply', 'confident']);
  expect(outcome(input(0.35, {}, own))).toEqual(['suggest', 'below-apply-threshold']);
  expect(outcome(input(0.65, {}, own, 'Other'))).toEqual(['suggest', 'below-apply-threshold']);
});

test('a prediction for a text unlike what the model was made for goes to people, where the policy says so', () => {
  const typical = (typicality: number, leastTypicality: number | undefined) => {
    const plain = input(0.99);
    const predictions = plain.classification?.predictions.map((one) => ({ ...one, typicality })) ?? [];
    return {
      ...plain,
      classification: plain.classification && { ...plain.classification, predictions },
      policy: { ...plain.policy, leastTypicality },
    };
  };
  expect(outcome(typical(0.01, 0.02))).toEqual(['escalate', 'out-of-scope']);
  expect(outcome(typical(0.02, 0.02))).toEqual(['apply', 'confident']);
  expect(outcome(typical(0, undefined))).toEqual(['apply', 'confident']);
});
