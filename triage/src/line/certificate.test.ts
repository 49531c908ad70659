import { defineCatalog } from '@signalbox/sdk';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type CertifiedPromise,
  type DecisionInput,
  decisionInputSchema,
  type Policy,
  policySchema,
  type Standing,
} from '../schema/index.ts';
import { decide } from './decide.ts';
import { policyScope } from './policy-scope.ts';

const offered = ['Hardware', 'Access', 'Storage'];
const catalogOf = (labels: readonly string[]) =>
  defineCatalog({
    site: 'support',
    project: 'SUP',
    type: 'incident',
    fields: [
      {
        path: 'category',
        name: 'Topic',
        vendorId: 'customfield_10050',
        kind: 'choice',
        isEditable: true,
        isRequired: false,
        allowedValues: labels.map((label) => ({ value: label.toLowerCase(), label })),
      },
    ],
  });

const base: Policy = policySchema.parse({
  version: 'p1',
  fields: {
    category: {
      target: 'category',
      path: 'category',
      mode: 'apply',
      applyAt: 0.99,
      suggestAt: 0.5,
      replaceable: [],
      labels: {},
      enabledBy: { by: 'Ada', at: '2026-01-01T00:00:00.000Z' },
    },
  },
  types: ['incident'],
  projects: null,
  humanQueue: 'leave',
  explanation: 'none',
  outOfVocabularyLimit: 0.8,
});

const group = (labels: string[], threshold: number | null) => ({
  labels,
  threshold,
  alpha: 0.03,
  delta: 0.025,
  rows: 400,
  errors: 3,
  bound: 0.02,
});
const certificate: CertifiedPromise = {
  format: 'signalbox-certificate',
  version: 1,
  id: 'c1',
  site: 'support',
  issuedAt: '2026-01-01T00:00:00.000Z',
  expiresAt: '2026-04-01T00:00:00.000Z',
  model: 'm1',
  calibration: 't1',
  policy: policyScope(base, ['category']),
  maskingVersion: 'mask-1',
  promise: { alpha: 0.03, delta: 0.05, perTicketAlpha: 0.03 },
  targets: {
    category: {
      groups: [group(['Hardware'], 0.8), group(['Access'], 0.4), group(['Storage'], null)],
      catalog: offered,
      classMix: { Hardware: 0.5, Access: 0.3, Storage: 0.2 },
      rows: 800,
    },
  },
};
const standing: Standing = {
  at: '2026-02-01T00:00:00.000Z',
  maskingVersion: 'mask-1',
  isWatched: true,
  isBlind: false,
  demoted: {},
};

function input(label: string, probability: number, changes: Partial<DecisionInput> = {}): DecisionInput {
  return {
    facts: [{ path: 'category', current: null, holds: [], setBy: 'none', notLearnt: [] }],
    classification: {
      modelId: 'm1',
      predictions: [{ target: 'category', label, probability, alternatives: [], evidence: [] }],
      tokenCount: 5,
      outOfVocabularyShare: 0.1,
    },
    obstacle: null,
    policy: { ...base, certificate },
    catalog: catalogOf(offered),
    matchedRules: [],
    standing,
    ...changes,
  };
}
const outcome = (decisionInput: DecisionInput) => {
  const { route, reason } = decide(decisionInput);
  return [route, reason];
};
const withStanding = (changes: Partial<Standing>) => ({ standing: { ...standing, ...changes } });
const withCertificate = (changes: Partial<CertifiedPromise>) => ({
  policy: { ...base, certificate: { ...certificate, ...changes } },
});

test("a certificate's thresholds take the place of the policy's, label by label", () => {
  expect(outcome(input('Hardware', 0.81))).toEqual(['apply', 'confident']);
  expect(outcome(input('Hardware', 0.79))).toEqual(['suggest', 'below-apply-threshold']);
  // A certified threshold may lie below what is suggested otherwise.
  expect(outcome(input('Access', 0.45))).toEqual(['apply', 'confident']);
  expect(outcome(input('Access', 0.39))).toEqual(['escalate', 'below-suggest-threshold']);
  expect(outcome(input('Storage', 0.999))).toEqual(['suggest', 'not-certified']);
  expect(decide(input('Hardware', 0.81)).fields[0]?.applyAt).toBe(0.8);
});

test.each<[string, Partial<DecisionInput>]>([
  ['certificate-expired', withStanding({ at: '2026-04-01T00:00:00.000Z' })],
  ['certificate-site', withCertificate({ site: 'another' })],
  ['certificate-site', withCertificate({ site: null })],
  ['certificate-model', withCertificate({ model: 'm0' })],
  ['certificate-masking', withStanding({ maskingVersion: 'mask-2' })],
  ['certificate-policy', { policy: { ...base, certificate, types: ['incident', 'request'] } }],
  ['certificate-policy', { policy: { ...base, certificate, outOfVocabularyLimit: 0.9 } }],
  ['certificate-policy', { policy: { ...base, certificate, leastTypicality: 0.02 } }],
  ['certificate-policy', withCertificate({ policy: null })],
  ['certificate-catalog', { catalog: catalogOf([...offered, 'Network']) }],
  ['certificate-catalog', { catalog: catalogOf(['Hardware', 'Access']) }],
  ['certificate-mix', withStanding({ demoted: { category: 'certificate-mix' } })],
  ['certificate-error', withStanding({ demoted: { category: 'certificate-error' } })],
  ['certificate-unwatched', withStanding({ isWatched: false })],
  ['certificate-unwatched', { standing: null }],
  ['not-certified', withCertificate({ targets: {} })],
])('whatever voids it, the field is suggested with the reason: %s', (reason, changes) => {
  expect(outcome(input('Hardware', 0.97, changes))).toEqual(['suggest', reason]);
});

test('modes, thresholds, persons and the order of lists may change without voiding it', () => {
  const scope = policyScope(base, ['category']);
  const category = base.fields['category'];
  if (!category) throw new Error('no field');
  const changed = {
    ...category,
    applyAt: 0.5,
    enabledBy: { by: 'Bo', at: '2026-02-02' },
    mode: 'suggest' as const,
  };
  expect(policyScope({ ...base, humanQueue: 'mark', fields: { category: changed } }, ['category'])).toBe(
    scope,
  );
  expect(
    policyScope({ ...base, fields: { category: { ...category, labels: { Hardware: 'Access' } } } }, [
      'category',
    ]),
  ).not.toBe(scope);
});

test('a blind draw takes what could be applied to people, without a word of what the model says', () => {
  const decision = decide(input('Hardware', 0.97, withStanding({ isBlind: true })));
  expect(decision).toMatchObject({
    route: 'escalate',
    reason: 'blind-sample',
    fields: [{ route: 'escalate', reason: 'blind-sample', withheld: 'apply', label: 'Hardware' }],
  });
  // What could not be applied is no sample.
  expect(outcome(input('Hardware', 0.7, withStanding({ isBlind: true })))).toEqual([
    'suggest',
    'below-apply-threshold',
  ]);
});

test('a decision under a certificate follows from its receipt, to the last digit', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...offered),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.boolean(),
      fc.boolean(),
      (label, probability, isBlind, isWatched) => {
        const given = input(label, probability, withStanding({ isBlind, isWatched }));
        const kept = decisionInputSchema.parse(JSON.parse(JSON.stringify(given)));
        expect(decide(kept)).toEqual(decide(given));
      },
    ),
  );
});

test('a receipt from before there were certificates gives its decision again', () => {
  const { matchedRules: _rules, standing: _standing, ...old } = input('Hardware', 0.995);
  const { rules: _, certificate: _certificate, blindShare: _share, ...policy } = base;
  expect(outcome(decisionInputSchema.parse({ ...old, policy }))).toEqual(['apply', 'confident']);
});
