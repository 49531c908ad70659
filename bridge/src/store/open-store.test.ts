import { expect, it } from 'vitest';
import { createTestDatabase } from '../testing/index.ts';

it('x', async () => {
  const d = await createTestDatabase();
  expect(d.url).toContain('postgres');
  console.log(d.url);
});
