import { ciRelationSchema, configurationItemSchema } from '../../model/index.ts';
import { check, checkSame, need, refusal } from '../bench/index.ts';
import type { ConformanceCase } from '../conformance-case.ts';

export const cmdbCases: readonly ConformanceCase[] = [
  {
    name: 'CMDB: a configuration item comes in canonical form, with its relations',
    needs: ['cmdb'],
    needsSandbox: ['configurationItems'],
    async run(bench) {
      const ids = bench.sandbox.admin?.configurationItems ?? [];
      const cmdb = need(bench.site, 'cmdb');
      let related = 0;
      for (const id of ids) {
        const item = await cmdb.read(id);
        const parsed = configurationItemSchema.safeParse(item);
        check(
          parsed.success,
          `It is no configuration item: ${parsed.error?.issues.map(({ path }) => path.join('.'))}`,
        );
        checkSame(
          { id: item.id, site: item.site },
          { id, site: 'support' },
          'It is another configuration item.',
        );
        for (const relation of await cmdb.relations(id)) {
          related += 1;
          check(ciRelationSchema.safeParse(relation).success, 'It is no relation.');
          check([relation.parent, relation.child].includes(id), 'A relation is between two others.');
        }
      }
      check(related > 0, 'No configuration item of the sandbox has a relation.');
    },
  },
  {
    name: 'CMDB: an unknown id, or one with query syntax in it, is an error and no other item',
    needs: ['cmdb'],
    needsSandbox: ['configurationItems'],
    async run(bench) {
      const [known = ''] = bench.sandbox.admin?.configurationItems ?? [];
      for (const id of ['no-such-item', `x^ORsys_id=${known}`, `../${known}`, `x" OR Key = "${known}`]) {
        await refusal(() => need(bench.site, 'cmdb').read(id), `read(${JSON.stringify(id)}) gave an item.`);
      }
    },
  },
];
