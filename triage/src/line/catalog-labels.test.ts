import { type CatalogField, defineCatalog } from '@signalbox/sdk';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DecisionInput, decisionInputSchema, type Policy } from '../schema/index.ts';
import { notLearntByPath, notLearntValues, withheldLabels } from './catalog-labels.ts';
import { decide } from './decide.ts';
import { explainEscalation } from './explanation.ts';

const fieldOffering = (names: readonly string[] | null): CatalogField => ({
  path: 'custom.Topic',
  name: 'Topic',
  vendorId: 'customfield_10050',
  kind: 'choice',
  isEditable: true,
  isRequired: false,
  allowedValues: names?.map((label) => ({ value: `id ${label}`, label })) ?? null,
});
const catalogOffering = (names: readonly string[]) =>
  defineCatalog({ site: 'support', project: 'SUP', type: 'incident', fields: [fieldOffering(names)] });

const policyWith = (labels: Readonly<Record<string, string>>): Policy => ({
  version: 'p1',
  fields: {
    category: {
      target: 'category',
      path: 'custom.Topic',
      mode: 'apply',
      applyAt: 0.9,
      suggestAt: 0.5,
      byLabel: {},
      replaceable: [],
      labels: { ...labels },
      enabledBy: { by: 'Ada', at: '2026-01-01T00:00:00.000Z' },
    },
  },
  types: ['incident'],
  projects: null,
  humanQueue: 'mark',
  explanation: 'none',
  outOfVocabularyLimit: 0.8,
  rules: [],
  certificate: null,
  blindShare: 0,
});

const learnt = ['Access', 'HR Support', 'Storage'];
const targets = [{ name: 'category', labels: learnt }];

/** A decision about a ticket for which the model says `label`, then the other labels it learnt. */
function input(
  label: string,
  offered: readonly string[],
  renames: Readonly<Record<string, string>> = {},
): DecisionInput {
  const catalog = catalogOffering(offered);
  const policy = policyWith(renames);
  const notLearnt = [...(notLearntByPath(policy, catalog, targets).get('custom.Topic') ?? [])];
  const others = learnt.filter((other) => other !== label);
  return {
    facts: [{ path: 'custom.Topic', current: null, holds: [], setBy: 'none', notLearnt }],
    classification: {
      modelId: 'm1',
      predictions: [
        {
          target: 'category',
          label,
          probability: 0.97,
          alternatives: others.map((other) => ({ label: other, probability: 0.01 })),
          evidence: [],
        },
      ],
      tokenCount: 5,
      outOfVocabularyShare: 0,
    },
    obstacle: null,
    policy,
    catalog,
    matchedRules: [],
    standing: null,
  };
}

describe('a label that left the catalog', () => {
  const decision = decide(input('HR Support', ['Access', 'Storage']));

  it('is neither applied nor suggested, and the reason says so', () => {
    expect(decision).toMatchObject({ route: 'escalate', reason: 'label-not-in-catalog' });
    expect(decision.fields[0]?.value).toBeNull();
    expect(explainEscalation(decision)).toMatch(/not offered by the service catalog, or no longer/);
    expect(explainEscalation(decision)).not.toContain('HR Support');
  });

  it('is no alternative either', () => {
    const [field] = decide(input('Access', ['Access', 'Storage'])).fields;
    expect(field?.route).toBe('apply');
    expect(field?.alternatives.map(({ label }) => label)).toEqual(['Storage']);
  });
});

describe('a label that was renamed', () => {
  const renames = { 'HR Support': 'People', Storage: 'Disks' };
  const offered = ['Access', 'People', 'Disks'];

  it("is written by its new name where an admin's rule says which, also among the alternatives", () => {
    const [field] = decide(input('HR Support', offered, renames)).fields;
    expect(field).toMatchObject({ route: 'apply', label: 'HR Support', value: { label: 'People' } });
    expect(field?.alternatives.map(({ label }) => label)).toEqual(['Access', 'Disks']);
    expect(field?.notLearnt).toEqual([]);
  });

  it('is withheld when the new name left, too', () => {
    expect(decide(input('HR Support', ['Access', 'Disks'], renames)).reason).toBe('label-not-in-catalog');
  });
});

describe('a value that is new in the catalog', () => {
  it('is reported as not learnt with each decision, and changes none', () => {
    const before = decide(input('Access', learnt));
    const after = decide(input('Access', [...learnt, 'Cloud']));
    expect(before.fields[0]?.notLearnt).toEqual([]);
    expect(after.fields[0]?.notLearnt).toEqual(['Cloud']);
    expect({ ...after, fields: after.fields.map((field) => ({ ...field, notLearnt: [] })) }).toEqual(before);
  });

  it('is not looked for in an open field, for a target the model lacks, or without a catalog', () => {
    expect(notLearntValues(fieldOffering(null), { labels: {} }, learnt)).toEqual([]);
    expect(notLearntByPath(policyWith({}), catalogOffering(['Cloud']), []).size).toBe(0);
    expect(notLearntByPath(policyWith({}), null, targets).size).toBe(0);
  });

  it('of a catalog of thousands names a hundred', () => {
    const many = Array.from({ length: 3_000 }, (_, index) => `group ${index}`);
    expect(notLearntByPath(policyWith({}), catalogOffering(many), targets).get('custom.Topic')).toHaveLength(
      100,
    );
  });
});

it('whatever the catalog, nothing is applied, suggested or named that it does not offer, and the receipt replays', () => {
  const names = fc.subarray([...learnt, 'Cloud', 'People', 'access', 'constructor', '__proto__']);
  const renames = fc.constantFrom<Readonly<Record<string, string>>>({}, { 'HR Support': 'People' });
  const label = fc.constantFrom(...learnt, 'constructor', 'toString');
  fc.assert(
    fc.property(names, renames, label, (offered, renamed, answered) => {
      const given = input(answered, offered, renamed);
      const decision = decide(given);
      const [field] = decision.fields;
      const shown = [field?.value?.label, ...(field?.alternatives.map((other) => other.label) ?? [])];
      for (const name of shown) if (name !== undefined) expect(offered).toContain(name);
      if (field?.value === null) expect(field.route).toBe('escalate');
      if (learnt.includes(answered))
        for (const name of field?.notLearnt ?? []) expect(shown).not.toContain(name);
      expect(decide(decisionInputSchema.parse(JSON.parse(JSON.stringify(given))))).toEqual(decision);
    }),
  );
});

it('labels and values part into learnt, withheld and not learnt', () => {
  const field = fieldOffering(['Access', 'People', 'Cloud']);
  const renames = { labels: { 'HR Support': 'People' } };
  expect(withheldLabels(field, renames, learnt)).toEqual(['Storage']);
  expect(notLearntValues(field, renames, learnt)).toEqual(['Cloud']);
});
