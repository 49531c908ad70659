import { expect, test } from 'vitest';
import { createServiceNowSandbox } from '../create-servicenow-sandbox.ts';
import { sandboxClient, search } from '../testing/sandbox-client.ts';

const sandbox = createServiceNowSandbox({ seed: 8 });
for (const [category, order] of [
  ['access', 1],
  ['access', 4],
  ['storage', 10],
  ['', ''],
]) {
  sandbox.insertRecord('incident', { short_description: 'x', category, order });
}
const ask = async (parameters: Readonly<Record<string, string>>) =>
  (await sandboxClient(sandbox)('GET', `/api/now/stats/incident${search(parameters)}`)).result;

test('records are counted, and figures are text', async () => {
  expect(await ask({ sysparm_count: 'true', sysparm_query: 'category=access' })).toEqual({
    stats: { count: '2' },
  });
  const figures = {
    sysparm_avg_fields: 'order',
    sysparm_sum_fields: 'order',
    sysparm_min_fields: 'order',
    sysparm_max_fields: 'order',
  };
  expect(await ask(figures)).toEqual({
    stats: { avg: { order: '5.0000' }, sum: { order: '15' }, min: { order: '1' }, max: { order: '10' } },
  });
});

test('groups are named by value, and by what people see when asked', async () => {
  const groups = { sysparm_count: 'true', sysparm_group_by: 'category', sysparm_query: 'categoryISNOTEMPTY' };
  expect(await ask(groups)).toEqual([
    { stats: { count: '2' }, groupby_fields: [{ field: 'category', value: 'access' }] },
    { stats: { count: '1' }, groupby_fields: [{ field: 'category', value: 'storage' }] },
  ]);
  expect(await ask({ ...groups, sysparm_display_value: 'true' })).toMatchObject([
    { groupby_fields: [{ field: 'category', value: 'Access' }] },
    { groupby_fields: [{ field: 'category', value: 'Storage' }] },
  ]);
});
