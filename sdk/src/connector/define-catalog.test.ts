import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CatalogField } from '../model/index.ts';
import { defineCatalog } from './define-catalog.ts';

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

test('a catalog keeps its version however the vendor orders fields and values', () => {
  const other: CatalogField = { ...field, path: 'priority', vendorId: 'priority' };
  const reference = defineCatalog({ site: 'a', project: 'SUP', type: 'incident', fields: [field, other] });
  fc.assert(
    fc.property(fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), fc.boolean(), (order, isSwapped) => {
      const shuffled = {
        ...field,
        allowedValues: order.map((index) => field.allowedValues?.[index] ?? { value: '', label: '' }),
      };
      const fields = isSwapped ? [other, shuffled] : [shuffled, other];
      expect(defineCatalog({ site: 'a', project: 'SUP', type: 'incident', fields }).version).toBe(
        reference.version,
      );
    }),
  );
});
