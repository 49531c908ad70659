import { allowedValue, catalogField, catalogSchema, secretValue } from '@signalbox/sdk';
import { expect, test } from 'vitest';
import { need, openSandboxSite } from '../testing/open-sandbox-site.ts';
import { catalogFields } from './catalog-fields.ts';
import { valuesOf } from './choices.ts';
import { mostGroups } from './groups.ts';

const topic = { element: 'u_topic', label: 'Topic', choices: [{ value: 'net', label: 'Network' }] };

test('fields, labels and allowed values come from the instance', async () => {
  const world = openSandboxSite({ customFields: [topic] }, { customFields: ['u_topic'] });
  const { id } = await world.sandbox.createTicket({ summary: 'a', description: 'b' });
  const ticket = await need(world.site.tickets).read(id);
  const catalog = await need(world.site.catalog).read(ticket);
  expect(catalogSchema.parse(catalog)).toEqual(catalog);
  const field = (path: Parameters<typeof catalogField>[1]) => {
    const found = catalogField(catalog, path);
    if (found === undefined) throw new Error(`${path} is missing`);
    return found;
  };
  expect(allowedValue(field('category'), 'Hardware')).toEqual({ value: 'hardware', label: 'Hardware' });
  expect(field('category')).toMatchObject({ kind: 'choice', isEditable: true, vendorId: 'category' });
  expect(field('state').allowedValues?.map(({ label }) => label)).toContain('On Hold');
  expect(field('state').allowedValues?.map(({ label }) => label)).not.toContain('Closed Skipped');
  expect(field('impact').allowedValues).toHaveLength(3);
  expect(field('priority').isEditable).toBe(false);
  expect(field('assignmentGroup').kind).toBe('reference');
  expect(field('custom.Topic')).toMatchObject({
    vendorId: 'u_topic',
    kind: 'choice',
    allowedValues: [{ value: 'net', label: 'Network' }],
  });
  expect(catalogField(catalog, 'labels')).toBeUndefined();
  const group = allowedValue(field('assignmentGroup'), 'Network');
  expect(world.sandbox.records('sys_user_group').find((row) => row.name === 'Network')?.sys_id).toBe(
    group?.value,
  );
});

test('subcategories are those of the category', async () => {
  const world = openSandboxSite();
  const { id } = await world.sandbox.createTicket({ summary: 'a', description: 'b' });
  const offered = async () => {
    const catalog = await need(world.site.catalog).read(await need(world.site.tickets).read(id));
    return catalogField(catalog, 'subcategory')?.allowedValues?.map(({ label }) => label) ?? [];
  };
  expect(await offered()).toEqual(expect.arrayContaining(['Laptop', 'VPN']));
  await world.sandbox.editTicket(id, { category: 'access' });
  expect(await offered()).toContain('VPN');
  expect(await offered()).not.toContain('Laptop');
});

test('metadata is asked for once in five minutes', async () => {
  const world = openSandboxSite();
  const { id } = await world.sandbox.createTicket({ summary: 'a', description: 'b' });
  const ticket = await need(world.site.tickets).read(id);
  const first = await need(world.site.catalog).read(ticket);
  const asked = world.sent.length;
  expect((await need(world.site.catalog).read(ticket)).version).toBe(first.version);
  expect(world.sent).toHaveLength(asked);
  world.clock.pass(5 * 60_000);
  world.sandbox.insertRecord('sys_choice', {
    name: 'incident',
    element: 'category',
    value: 'new',
    label: 'New one',
  });
  const later = await need(world.site.catalog).read(ticket);
  expect(later.version).not.toBe(first.version);
});

test('inactive groups are left out, and too many are not listed', async () => {
  const world = openSandboxSite({
    assignmentGroups: Array.from({ length: 30 }, (_, index) => `Group ${index}`),
  });
  world.sandbox.insertRecord('sys_user_group', { name: 'Gone', active: 'false' });
  const { id } = await world.sandbox.createTicket({ summary: 'a', description: 'b' });
  const ticket = await need(world.site.tickets).read(id);
  const groups = catalogField(await need(world.site.catalog).read(ticket), 'assignmentGroup')?.allowedValues;
  expect(groups?.map(({ label }) => label)).toContain('Group 29');
  expect(groups?.map(({ label }) => label)).not.toContain('Gone');
  for (let index = 0; index <= mostGroups; index += 1) {
    world.sandbox.insertRecord('sys_user_group', { name: `More ${index}` });
  }
  world.clock.pass(5 * 60_000);
  const many = await need(world.site.catalog).read(ticket);
  expect(catalogField(many, 'assignmentGroup')?.allowedValues).toBeNull();
});

test('without access to the dictionary custom columns go by their own names', async () => {
  const world = openSandboxSite(
    { customFields: [topic], accounts: [{ userName: 'poor', password: 'p', roles: ['itil'] }] },
    {
      customFields: ['u_topic'],
      authentication: { kind: 'basic', user: 'poor', password: secretValue('p') },
    },
  );
  const { id } = await world.sandbox.createTicket({ summary: 'a', description: 'b' });
  await world.sandbox.editTicket(id, { u_topic: 'net' });
  const ticket = await need(world.site.tickets).read(id);
  expect(ticket.custom).toEqual({ u_topic: { value: 'net', label: 'Network' } });
  const catalog = await need(world.site.catalog).read(ticket);
  expect(catalogField(catalog, 'custom.u_topic')).toMatchObject({
    name: 'u_topic',
    kind: 'choice',
    allowedValues: [{ value: 'net', label: 'Network' }],
  });
});

test('a choice column without visible choices allows nothing', () => {
  const fields = catalogFields({ dictionary: null, customColumns: [], choicesOf: () => [], groups: null });
  expect(fields.find((field) => field.path === 'category')?.allowedValues).toEqual([]);
  expect(fields.find((field) => field.path === 'assignmentGroup')?.allowedValues).toBeNull();
});

test('the nearest table’s list replaces that of its parent; the base language goes first', () => {
  const choice = (table: string, value: string, language = 'en', dependsOn = '') => ({
    table,
    column: 'state',
    value,
    label: `${value} ${language}`,
    dependsOn,
    language,
  });
  const rows = [
    choice('task', '1'),
    choice('task', '9'),
    choice('incident', '1', 'de'),
    choice('incident', '1'),
  ];
  expect(valuesOf(rows, 'state', ['incident', 'task'], null)).toEqual([{ value: '1', label: '1 en' }]);
  expect(valuesOf(rows, 'state', ['problem', 'task'], null).map(({ value }) => value)).toEqual(['1', '9']);
  const german = [choice('incident', '1', 'de')];
  expect(valuesOf(german, 'state', ['incident', 'task'], null)).toEqual([{ value: '1', label: '1 de' }]);
});
