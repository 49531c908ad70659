import fc from 'fast-check';
import { expect, test } from 'vitest';
import { baseTables } from '../dictionary/index.ts';
import { Instance, type Row } from '../instance/index.ts';
import { RecordWriter } from '../records/index.ts';
import { compileQuery } from './compile-query.ts';
import { parseQuery } from './parse-query.ts';
import { selectRows } from './select-rows.ts';

const instance = new Instance({
  tables: baseTables,
  baseUrl: 'https://x.invalid',
  now: () => 0,
  random: () => 0.5,
});
const writer = new RecordWriter(instance);
const actor = { userName: 'tester', userId: '' };

function tableNamed(name: string) {
  const table = instance.dictionary.table(name);
  if (!table) throw new Error(`no table ${name}`);
  return table;
}
const incident = tableNamed('incident');

const texts = ['', 'Printer', 'printer jam', 'VPN', 'vpn^x', 'Mail'] as const;
const numbers = ['', '1', '2', '3', '10'] as const;
const caller = writer.insert(tableNamed('sys_user'), {
  actor,
  values: { user_name: 'abel', name: 'Abel Tuter' },
});
let turn = 0;
for (const short_description of texts) {
  for (const order of numbers) {
    turn += 1;
    const caller_id = turn % 2 === 0 ? caller.sys_id : '';
    writer.insert(incident, { actor, values: { short_description, order, caller_id } });
  }
}
const rows = [...instance.rows(incident)];

function found(query: string): readonly Row[] {
  return selectRows(instance, incident, query);
}

/** What each operator means, said once more and plainly. */
const meanings: Readonly<Record<string, (value: string, wanted: string) => boolean>> = {
  '=': (value, wanted) => value === wanted,
  '!=': (value, wanted) => value !== '' && value !== wanted,
  LIKE: (value, wanted) => value.includes(wanted),
  'NOT LIKE': (value, wanted) => !value.includes(wanted),
  STARTSWITH: (value, wanted) => value.startsWith(wanted),
  ENDSWITH: (value, wanted) => value.endsWith(wanted),
  IN: (value, wanted) => wanted.split(',').includes(value),
  'NOT IN': (value, wanted) => value !== '' && !wanted.split(',').includes(value),
  ISEMPTY: (value) => value === '',
  ISNOTEMPTY: (value) => value !== '',
};

interface Clause {
  readonly operator: string;
  readonly wanted: string;
}

const clause = fc.record<Clause>({
  operator: fc.constantFrom(...Object.keys(meanings)),
  wanted: fc.constantFrom('Printer', 'p', 'VPN', 'jam', 'vpn^x', 'nothing', 'mail,vpn'),
});

function holds({ operator, wanted }: Clause, row: Row): boolean {
  return meanings[operator]?.((row.short_description ?? '').toLowerCase(), wanted.toLowerCase()) ?? false;
}

function written({ operator, wanted }: Clause): string {
  const isUnary = operator.startsWith('IS');
  return `short_description${operator}${isUnary ? '' : wanted.replaceAll('^', '^^')}`;
}

test('any query of AND, OR and NQ finds what its parts mean', () => {
  const group = fc.array(fc.array(clause, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(group, { minLength: 1, maxLength: 3 }), (groups) => {
      const query = groups.map((all) => all.map((any) => any.map(written).join('^OR')).join('^')).join('^NQ');
      const expected = rows.filter((row) =>
        groups.some((all) => all.every((any) => any.some((part) => holds(part, row)))),
      );
      expect(found(query)).toEqual(expected);
    }),
  );
});

test('an order puts every pair of neighbours right and loses no record', () => {
  fc.assert(
    fc.property(fc.boolean(), fc.boolean(), (isDescending, isTied) => {
      const direction = isDescending ? 'ORDERBYDESC' : 'ORDERBY';
      const sorted = found(`${direction}order${isTied ? '^ORDERBYsys_id' : ''}`);
      expect(new Set(sorted)).toEqual(new Set(rows));
      const keys = sorted.map((row) => (row.order === '' ? Number.NEGATIVE_INFINITY : Number(row.order)));
      const expected = [...keys].sort((left, right) =>
        left === right ? 0 : left < right === isDescending ? 1 : -1,
      );
      expect(keys).toEqual(expected);
    }),
  );
});

test('paging by key through ties finds every record exactly once, whatever the page size', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 11 }), (size) => {
      const seen: string[] = [];
      let [at, id] = ['1970-01-01 00:00:00', ''];
      for (;;) {
        const after = id ? `sys_updated_on>=${at}^sys_updated_on>${at}^ORsys_id>${id}^` : '';
        const page = found(`${after}ORDERBYsys_updated_on^ORDERBYsys_id`).slice(0, size);
        seen.push(...page.map((row) => row.sys_id ?? ''));
        const last = page.at(-1);
        if (!last || page.length < size) break;
        [at, id] = [last.sys_updated_on ?? '', last.sys_id ?? ''];
      }
      expect(seen.length).toBe(rows.length);
      expect(new Set(seen).size).toBe(rows.length);
    }),
  );
});

test('no text makes the parser or the evaluator throw', () => {
  const pieces = fc.constantFrom(
    '^',
    '^OR',
    '^NQ',
    'ORDERBY',
    'order',
    '>=',
    'IN',
    'sys_id',
    '=',
    '@',
    ' ',
    '.',
    'ON',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 6 })), { maxLength: 12 }), (parts) => {
      expect(found(parts.join('')).length).toBeLessThanOrEqual(rows.length);
    }),
  );
});

test('what makes no sense is ignored, so a typo finds everything', () => {
  for (const query of [
    'shrt_description=x',
    'short_descriptionRESEMBLESx',
    'order>many',
    'caller_id.nme=Abel',
  ]) {
    expect(found(query)).toHaveLength(rows.length);
    expect(compileQuery(instance, incident, parseQuery(query)).ignored).toEqual([query]);
  }
  expect(found('no_such=1^short_description=VPN')).toHaveLength(numbers.length);
});

test('with glide.invalid_query.returns_no_rows a typo finds nothing', () => {
  const properties = tableNamed('sys_properties');
  const values = { name: 'glide.invalid_query.returns_no_rows', value: 'true' };
  const property = writer.insert(properties, { actor, values });
  expect(found('no_such=1^short_description=VPN')).toEqual([]);
  writer.delete(properties, property, actor);
});

test('numbers are compared as numbers, and what is empty is neither more nor less', () => {
  const orders = (query: string) => new Set(found(query).map((row) => row.order));
  expect(orders('order>2')).toEqual(new Set(['3', '10']));
  expect(orders('order<=2')).toEqual(new Set(['1', '2']));
  expect(orders('orderBETWEEN2@3')).toEqual(new Set(['2', '3']));
});

test('a dot-walked column is read through the reference, and a reference is searched by what it shows', () => {
  expect(found('caller_id.user_name=abel')).toHaveLength(15);
  expect(found('caller_idLIKEtuter')).toHaveLength(15);
  expect(found(`caller_id=${caller.sys_id}`)).toHaveLength(15);
  expect(found('caller_idISEMPTY')).toHaveLength(15);
});

test('two columns are compared with each other, never where one is empty', () => {
  expect(found('sys_created_onSAMEASsys_updated_on')).toHaveLength(rows.length);
  expect(found('impactNSAMEASorder').map((row) => row.order)).not.toContain('');
  expect(found('impactSAMEASorder').every((row) => row.order === row.impact)).toBe(true);
});

test('days are compared as days', () => {
  expect(found('sys_created_onON1970-01-01')).toHaveLength(rows.length);
  expect(found('sys_created_onON1970-01-01@1970-01-01 00:00:00@1970-01-01 23:59:59')).toHaveLength(
    rows.length,
  );
  expect(found('sys_created_onNOTON1970-01-01')).toEqual([]);
  expect(found('sys_created_on<1970-01-01 00:00:00')).toEqual([]);
});

test('a table finds the records of the tables that extend it', () => {
  expect(selectRows(instance, tableNamed('task'), 'sys_class_name=incident')).toHaveLength(rows.length);
  expect(selectRows(instance, tableNamed('task'), 'sys_class_nameINSTANCEOFtask')).toHaveLength(rows.length);
});

test('an index gives the same records as looking at all of them', () => {
  for (const row of rows) {
    expect(found(`number=${row.number?.toLowerCase()}`)).toEqual([row]);
    expect(found(`numberLIKE${row.number}`)).toEqual([row]);
  }
});
