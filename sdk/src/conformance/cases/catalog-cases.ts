import { catalogSchema } from '../../model/index.ts';
import { check, checkSame, need, newTicket, propose } from '../bench/index.ts';
import type { ConformanceCase } from '../conformance-case.ts';

export const catalogCases: readonly ConformanceCase[] = [
  {
    name: 'catalog: fields with what they may hold, and the same version for the same fields',
    needs: ['tickets', 'catalog'],
    async run(bench) {
      const ticket = await newTicket(bench);
      const { read } = need(bench.site, 'catalog');
      const catalog = await read(ticket);
      const parsed = catalogSchema.safeParse(catalog);
      check(parsed.success, `It is no catalog: ${parsed.error?.issues.map(({ path }) => path.join('.'))}`);
      check(
        catalog.fields.some(({ isEditable }) => isEditable),
        'No field of the catalog can be edited.',
      );
      const paths = catalog.fields.map(({ path }) => path);
      checkSame([...new Set(paths)], paths, 'The catalog has a path twice.');
      const again = await read(await need(bench.site, 'tickets').read(ticket.id));
      checkSame(again.version, catalog.version, 'The same fields gave two versions: use defineCatalog.');
    },
  },
  {
    name: 'catalog: a value that the vendor’s admin adds or takes away is noticed, with a new version',
    needs: ['tickets', 'catalog', 'changes'],
    needsSandbox: ['addChoice', 'removeChoice'],
    async run(bench) {
      const { ticket, field } = await propose(bench);
      const label = 'Added by the admin';
      const labels = async () => {
        // A connector may keep the vendor's metadata for some minutes.
        bench.clock.pass(3_600_000);
        const fresh = await need(bench.site, 'tickets').read(ticket.id);
        const catalog = await need(bench.site, 'catalog').read(fresh);
        const values = catalog.fields.find(({ path }) => path === field.path)?.allowedValues ?? [];
        return { version: catalog.version, labels: values.map((value) => value.label) };
      };
      const before = await labels();
      bench.sandbox.admin?.addChoice?.(field.path, label);
      const added = await labels();
      check(
        added.labels.includes(label),
        `The catalog does not notice a new value of ${field.path} within an hour.`,
      );
      check(added.version !== before.version, 'Another catalog, and the same version.');
      bench.sandbox.admin?.removeChoice?.(field.path, label);
      checkSame(await labels(), before, 'The catalog does not notice that a value is gone.');
    },
  },
];
