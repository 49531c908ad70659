import { expect, test } from 'vitest';
import { labelFields } from './label-fields.ts';

const fields = labelFields({ category: 'category: ', priority: 'P-' });
const hardware = { value: 'category: Hardware', label: 'Hardware' };
const access = { value: 'category: Access', label: 'Access' };

test('labels give values, and values give labels', () => {
  expect(fields.values(['bug', 'P-high', 'category: Hardware'])).toEqual({
    category: hardware,
    priority: { value: 'P-high', label: 'high' },
  });
  expect(fields.values([])).toEqual({ category: null, priority: null });
  const set = { operation: 'set' as const, path: 'category' as const };
  expect(fields.difference([{ ...set, from: hardware, to: access }])).toEqual({
    added: ['category: Access'],
    removed: ['category: Hardware'],
  });
});

test('a catalog has a choice for each field, and all labels', () => {
  const catalog = fields.catalog({ site: 's', project: null, type: 'request' }, ['category: Access', 'bug']);
  expect(catalog.fields).toMatchObject([
    { path: 'category', kind: 'choice', allowedValues: [access] },
    { path: 'labels', kind: 'labels', allowedValues: null },
    { path: 'priority', kind: 'choice', allowedValues: [] },
  ]);
});

test('one label in another’s place is one change; whose it was is told', () => {
  const at = '2026-01-01T00:00:00Z';
  const events = [
    { label: 'category: Hardware', isAdded: true, at, login: 'ada' },
    { label: 'bug', isAdded: true, at, login: 'ada' },
    { label: 'category: Hardware', isAdded: false, at: '2026-01-02T00:00:00Z', login: 'bot' },
    { label: 'category: Access', isAdded: true, at: '2026-01-02T00:00:00Z', login: 'bot' },
  ];
  expect(fields.history(events, 'bot')).toMatchObject([
    { path: 'category', from: null, to: hardware, isOwn: false, actor: { id: 'ada', kind: 'human' } },
    { path: 'category', from: hardware, to: access, isOwn: true, actor: { kind: 'integration' } },
  ]);
});
