import { describe, expect, it } from 'vitest';
import { fieldName } from './field-name.ts';

describe('fieldName', () => {
  it('turns the names of fields into words and leaves custom names as the vendor writes them', () => {
    expect(['category', 'assignmentGroup', 'ci_impact', 'custom.Topic (IT)'].map(fieldName)).toEqual([
      'Category',
      'Assignment group',
      'Ci impact',
      'Topic (IT)',
    ]);
  });
});
