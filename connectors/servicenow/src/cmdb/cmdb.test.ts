import { readFileSync } from 'node:fs';
import { ciRelationSchema, configurationItemSchema } from '@signalbox/sdk';
import { expect, test } from 'vitest';
import { need, openSandboxSite } from '../testing/open-sandbox-site.ts';
import { itemFrom, relationsFrom } from './cmdb.ts';
import { instanceAnswerSchema } from './instance-answer.ts';

const examples = new URL('../../contract/examples/', import.meta.url);

test('the official answers are read', () => {
  for (const name of ['011', '023', '036', '047']) {
    const body: unknown = JSON.parse(
      readFileSync(new URL(`cmdb-instance-api-${name}.json`, examples), 'utf8'),
    );
    const answer = instanceAnswerSchema.parse(body).result;
    const item = configurationItemSchema.parse(itemFrom(answer, 'an-id', 'support'));
    expect(item.class).toMatch(/^cmdb_ci/);
    expect(item.updated).toMatch(/Z$/);
    for (const relation of relationsFrom(answer, 'an-id')) {
      expect(ciRelationSchema.parse(relation)).toEqual(relation);
      expect([relation.parent, relation.child]).toContain('an-id');
    }
  }
});

test('the official example: the server depends on the database, and the web server depends on the server', () => {
  const body: unknown = JSON.parse(readFileSync(new URL('cmdb-instance-api-023.json', examples), 'utf8'));
  const answer = instanceAnswerSchema.parse(body).result;
  expect(itemFrom(answer, '0c3ff2641b425010593876a61a4bcb39', 'support')).toMatchObject({
    class: 'cmdb_ci_linux_server',
    name: 'lnux299',
    status: '1',
    updated: '2020-07-13T20:27:28.000Z',
  });
  expect(relationsFrom(answer, 'server')).toEqual([
    {
      id: '403ff2641b425010593876a61a4bcb4b',
      parent: 'server',
      child: '3a307c930a0a0bb400353965d0b8861f',
      type: 'Depends on::Used by',
    },
    {
      id: '443ff2641b425010593876a61a4bcb4c',
      parent: 'server',
      child: '3a307c930a0a0bb400353965d0b8861f',
      type: 'Exchanges data with::Exchanges data with',
    },
    {
      id: 'c03ff2641b425010593876a61a4bcb49',
      parent: '3a27d4370a0a0bb4006316812bf45439',
      child: 'server',
      type: 'Depends on::Used by',
    },
  ]);
});

test('an item and its relations agree with the instance’s relation table, and cost two requests', async () => {
  const world = openSandboxSite();
  const found = world.sandbox.records('cmdb_ci_db_instance').find((row) => row.name === 'PS ORA01');
  const id = found?.sys_id ?? '';
  const item = await need(world.site.cmdb).read(id);
  expect(item).toMatchObject({ id, class: 'cmdb_ci_db_instance', name: 'PS ORA01', site: 'support' });
  const relations = await need(world.site.cmdb).relations(id);
  const stored = world.sandbox
    .records('cmdb_rel_ci')
    .filter((row) => row.parent === id || row.child === id)
    .map((row) => `${row.parent} ${row.child}`);
  expect(relations.map((relation) => `${relation.parent} ${relation.child}`).sort()).toEqual(stored.sort());
  expect(relations.length).toBeGreaterThan(2);
  expect(world.sent).toHaveLength(2);
});

test('an item that is not there is not found', async () => {
  const { site } = openSandboxSite();
  await expect(need(site.cmdb).read('f'.repeat(32))).rejects.toMatchObject({ code: 'not-found' });
});
