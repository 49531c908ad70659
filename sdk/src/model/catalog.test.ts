import { expect, test } from 'vitest';
import { allowedValue, type CatalogField } from './catalog.ts';

const field: CatalogField = {
  path: 'custom.Topic',
  name: 'Topic',
  vendorId: 'customfield_10050',
  kind: 'choice',
  isEditable: true,
  isRequired: false,
  allowedValues: [
    { value: '1', label: 'Hardware' },
    { value: '2', label: 'Access' },
    { value: '3', label: 'access' },
  ],
};

test('an allowed value is found by exact label first, then ignoring case, and never invented', () => {
  expect(allowedValue(field, 'access')).toEqual({ value: '3', label: 'access' });
  expect(allowedValue(field, 'HARDWARE')).toEqual({ value: '1', label: 'Hardware' });
  expect(allowedValue(field, 'Network')).toBeNull();
});
