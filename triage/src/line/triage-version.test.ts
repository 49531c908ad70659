import { type CatalogField, defineCatalog } from '@signalbox/sdk';
import { expect, test } from 'vitest';
import type { FieldFact } from '../schema/index.ts';
import { triageVersion } from './triage-version.ts';

const choice = (path: CatalogField['path'], ...labels: string[]): CatalogField => ({
  path,
  name: path,
  vendorId: path,
  kind: 'choice',
  isEditable: true,
  isRequired: false,
  allowedValues: labels.map((label) => ({ value: label, label })),
});
const catalogOf = (...fields: CatalogField[]) =>
  defineCatalog({ site: 'desk', project: null, type: 'incident', fields });
const category = choice('category', 'Hardware', 'Access');
const empty: FieldFact = { path: 'category', current: null, holds: [], setBy: 'none', notLearnt: [] };
const parts = {
  maskedTextHash: 'text',
  facts: [empty],
  history: [],
  catalog: catalogOf(category),
  modelId: 'm1',
  policyVersion: 'p1',
};

test('our own write makes no new version, though other fields allow other values because of it', () => {
  const value = { value: 'Hardware', label: 'Hardware' };
  const written = triageVersion({
    ...parts,
    facts: [{ path: 'category', current: value, holds: [value], setBy: 'signalbox', notLearnt: [] }],
    history: [
      { path: 'category', at: '2026-01-01T00:00:00.000Z', actor: null, from: null, to: value, isOwn: true },
    ],
    catalog: catalogOf(category, choice('subcategory', 'Printer', 'Laptop')),
  });
  expect(written).toBe(triageVersion(parts));
});

test('what a mapped field allows is part of the version, as are text, model and policy', () => {
  const versions = [
    parts,
    { ...parts, catalog: catalogOf(choice('category', 'Hardware')) },
    { ...parts, catalog: null },
    { ...parts, maskedTextHash: 'other' },
    { ...parts, modelId: 'm2' },
    { ...parts, policyVersion: 'p2' },
  ].map(triageVersion);
  expect(new Set(versions).size).toBe(versions.length);
});
