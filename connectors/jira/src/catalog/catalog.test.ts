import { allowedValue, catalogField } from '@signalbox/sdk';
import { describe, expect, it } from 'vitest';
import { accountsWithout, openSandboxSite, type SandboxSite } from '../testing/index.ts';
import { catalogFields } from './index.ts';

async function catalogOf(opened: SandboxSite) {
  const catalog = await opened.site.catalog?.read(await opened.newTicket());
  if (!catalog) throw new Error('the connector reads no catalog');
  return catalog;
}

const select = (name: string) => ({
  name,
  required: false,
  operations: ['set'],
  schema: { type: 'option', custom: 'x:select' },
  allowedValues: [{ id: '1', value: 'One' }],
});

describe('the catalog of an issue', () => {
  it('lists fields with their allowed values, ids and names', async () => {
    const catalog = await catalogOf(await openSandboxSite());
    const topic = catalogField(catalog, 'custom.Topic');
    expect(topic).toMatchObject({ vendorId: 'customfield_10050', kind: 'choice', isEditable: true });
    expect(topic && allowedValue(topic, 'access')).toEqual({ value: '10050003', label: 'Access' });
    expect(catalogField(catalog, 'priority')?.allowedValues).toContainEqual({ value: '2', label: 'High' });
    expect(catalogField(catalog, 'labels')).toMatchObject({ kind: 'labels', allowedValues: null });
    expect(catalogField(catalog, 'assignee')).toMatchObject({ kind: 'reference', allowedValues: null });
    expect(catalogField(catalog, 'custom.Components')).toMatchObject({ kind: 'choices', isEditable: true });
    expect(catalogField(catalog, 'impact')?.vendorId).toBe(catalogField(catalog, 'custom.Impact')?.vendorId);
  });

  it('names fields that exist and are not on the edit screen as not editable', async () => {
    const opened = await openSandboxSite();
    opened.sandbox.setOnScreen('SUP', 'priority', false);
    opened.sandbox.setOnScreen('SUP', 'customfield_10050', false);
    const catalog = await catalogOf(opened);
    expect(catalogField(catalog, 'priority')?.isEditable).toBe(false);
    expect(catalogField(catalog, 'custom.Topic')).toMatchObject({
      isEditable: false,
      vendorId: 'customfield_10050',
      allowedValues: null,
    });
    expect(catalogField(catalog, 'state')?.isEditable).toBe(false);
  });

  it('has the same version for the same fields, and another when an option comes', async () => {
    const [first, second] = [
      await catalogOf(await openSandboxSite()),
      await catalogOf(await openSandboxSite()),
    ];
    expect(second.version).toBe(first.version);
    const other = await catalogOf(await openSandboxSite({ topics: ['One', 'Two'] }));
    expect(other.version).not.toBe(first.version);
  });

  it('comes with the ticket, and is as fresh as it', async () => {
    const opened = await openSandboxSite();
    const ticket = await opened.newTicket();
    opened.sandbox.setOnScreen('SUP', 'priority', false);
    opened.sent.length = 0;
    const held = await opened.site.catalog?.read(ticket);
    expect(held && catalogField(held, 'priority')?.isEditable).toBe(true);
    expect(opened.sent).toEqual([]);
    const reread = await opened.site.tickets?.read(ticket.id);
    const now = reread && (await opened.site.catalog?.read(reread));
    expect(now && catalogField(now, 'priority')?.isEditable).toBe(false);
  });

  it.each(['left out', 'unreadable'])('is fetched by itself where it is %s inside the issue', async (how) => {
    const opened = await openSandboxSite();
    opened.onAnswer = (body) =>
      body.replace('"editmeta":', how === 'left out' ? '"withheld":' : '"editmeta":1,"withheld":');
    const ticket = await opened.newTicket();
    const catalog = await opened.site.catalog?.read(ticket);
    expect(catalog && catalogField(catalog, 'priority')?.isEditable).toBe(true);
    expect(opened.sent.at(-1)).toBe(`GET /rest/api/3/issue/${ticket.id}/editmeta`);
  });

  it('offers nothing for editing to an account that may not edit', async () => {
    const catalog = await catalogOf(await openSandboxSite({ accounts: accountsWithout('EDIT_ISSUES') }));
    expect(catalog.fields.length).toBeGreaterThan(0);
    expect(catalog.fields.filter(({ isEditable }) => isEditable)).toEqual([]);
  });

  it('keeps two fields of one name apart, even when one of them is off the screen', () => {
    const editmeta = { fields: { customfield_1: select('Team'), customfield_2: select('Team') } };
    const paths = catalogFields(editmeta, {}).map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(['custom.Team (customfield_1)', 'custom.Team (customfield_2)']),
    );
    const known = {
      'custom.Team (customfield_1)': 'customfield_1',
      'custom.Team (customfield_2)': 'customfield_2',
    };
    const onScreen = catalogFields({ fields: { customfield_1: select('Team') } }, known);
    expect(onScreen.filter(({ vendorId }) => vendorId.startsWith('customfield_'))).toMatchObject([
      { path: 'custom.Team (customfield_1)', isEditable: true },
      { path: 'custom.Team (customfield_2)', isEditable: false },
    ]);
  });

  it('lists the children of a cascading choice', () => {
    const cascading = {
      ...select('Place'),
      schema: { type: 'option-with-child' },
      allowedValues: [{ id: '1', value: 'Berlin', children: [{ id: '2', value: 'Mitte' }] }],
    };
    expect(catalogFields({ fields: { customfield_1: cascading } }, {}).at(-1)?.allowedValues).toEqual([
      { value: '1', label: 'Berlin' },
      { value: '1/2', label: 'Berlin / Mitte' },
    ]);
  });
});
