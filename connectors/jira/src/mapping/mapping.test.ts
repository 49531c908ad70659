import { readFileSync } from 'node:fs';
import { customValueSchema, type Ticket, ticketSchema } from '@signalbox/sdk';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { issueSchema } from '../rest/index.ts';
import {
  choiceOf,
  customValueOf,
  fieldDirectory,
  fieldHistory,
  isoTime,
  ticketFromIssue,
  vendorValueOf,
} from './index.ts';
import { personOf } from './person.ts';
import { ticketPhaseOf } from './ticket-phase.ts';
import { ticketTypeOf } from './ticket-type.ts';

const contract = (name: string): { issue?: object; issues?: object[] } & object =>
  JSON.parse(readFileSync(new URL(`../../contract/${name}`, import.meta.url), 'utf8'));

const ticketOf = (issue: object): Ticket =>
  ticketFromIssue('support', issueSchema.parse(issue), 'https://example.atlassian.net/browse/X');

const base = {
  id: '1',
  key: 'SUP-1',
  fields: {
    summary: 's',
    issuetype: { name: 'Task' },
    status: { id: '3', name: 'In Progress', statusCategory: { key: 'indeterminate' } },
    created: '2020-12-03T14:05:20.974+0100',
    updated: '2020-12-03T14:05:20.974+0100',
  },
};
const withFields = (fields: object, more: object = {}): Ticket =>
  ticketOf({ ...base, ...more, fields: { ...base.fields, ...fields } });

describe('recorded issues', () => {
  it('of REST v3 become tickets', () => {
    const ticket = ticketOf({ id: '10001', ...contract('responses/issue.json') });
    expect(ticket).toMatchObject({
      key: 'TEST-1',
      project: 'TEST',
      type: 'incident',
      summary: 'Bug summary',
      description: 'Test description',
      priority: { label: 'Medium' },
      assignee: null,
      created: '2020-12-03T13:05:20.974Z',
    });
    expect(ticket.vendor.fields).toHaveProperty('issuelinks');
  });

  it('of a search become tickets', () => {
    const { issues = [] } = contract('responses/search.json');
    expect(issues.map((issue, index) => ticketOf({ id: String(index + 1), ...issue }).labels)).toEqual([
      [],
      ['critical', 'feature'],
      [],
    ]);
  });

  it('with every kind of custom field become tickets, with names where Jira gives them', () => {
    const { issue = {} } = contract('webhooks/webhook-cloud-issue-created-many-fields.json');
    const names = {
      customfield_10071: 'Tags',
      customfield_10072: 'Count',
      customfield_10073: 'Radio',
      customfield_10075: 'Boxes',
      customfield_10080: 'Owner',
      customfield_10018: 'Parent Link',
      customfield_10045: 'Empty',
    };
    const ticket = ticketOf({ ...issue, names });
    expect(ticket).toMatchObject({
      summary: 'Lots of fields selected',
      description: 'The good description',
      labels: ['Label1', 'Label2'],
      assignee: { value: '5cedcb4355a88a0fc86388ba', label: 'Sample User' },
      state: { phase: 'new' },
      custom: {
        Components: [],
        Tags: [
          { value: 'value1', label: 'value1' },
          { value: 'value2', label: 'value2' },
        ],
        Count: 23,
        Radio: { value: '10035', label: '1' },
        Boxes: [
          { value: '10037', label: '1' },
          { value: '10038', label: '2' },
        ],
        Owner: { value: '5cedcb4355a88a0fc86388ba', label: 'Sample User' },
        Empty: null,
      },
    });
    // What has no canonical form stays reachable.
    expect(ticket.custom).not.toHaveProperty('Parent Link');
    expect(ticket.vendor.fields).toHaveProperty('customfield_10018');
  });
});

describe('words', () => {
  it.each([
    ['[System] Incident', 'incident'],
    ['Bug', 'incident'],
    ['[System] Problem', 'problem'],
    ['[System] Post-incident review', 'problem'],
    ['[System] Change', 'change'],
    ['[System] Service request with approvals', 'request'],
    ['Task', 'request'],
  ])('the type "%s" is %s', (name, type) => {
    expect(ticketTypeOf(name)).toBe(type);
  });

  it.each([
    ['new', 'To Do', 'new'],
    ['new', 'Waiting for support', 'new'],
    ['indeterminate', 'Work in progress', 'in-progress'],
    ['indeterminate', 'Waiting for support', 'in-progress'],
    ['indeterminate', 'Waiting for customer', 'on-hold'],
    ['indeterminate', 'Pending', 'on-hold'],
    ['done', 'Resolved', 'resolved'],
    ['done', 'Closed', 'closed'],
    ['done', 'Canceled', 'cancelled'],
    [undefined, 'Odd', 'new'],
  ])('the status %s "%s" is %s', (category, name, phase) => {
    expect(ticketPhaseOf(category, name)).toBe(phase);
  });

  it.each([
    [
      { accountId: 'a', displayName: 'Ada', accountType: 'atlassian', emailAddress: 'ada@x.test' },
      'human',
      'ada@x.test',
    ],
    [{ accountId: 'a', accountType: 'app', emailAddress: '"?"' }, 'integration', null],
    [{ accountId: 'a', accountType: 'customer' }, 'human', null],
    [{ key: 'ada', name: 'ada' }, 'unknown', null],
  ])('the account %j is %s', (user, kind, email) => {
    expect(personOf(user)).toMatchObject({ kind, email });
  });
});

describe('special fields', () => {
  it('a security level makes the ticket restricted', () => {
    expect(withFields({ security: { id: '1', name: 'HR only' } }).isRestricted).toBe(true);
    expect(withFields({ security: null }).isRestricted).toBe(false);
  });

  it('service-level agreements give the earliest due time and any breach', () => {
    const sla = (id: string) => ({
      [id]: { type: 'sd-servicelevelagreement', custom: 'com.atlassian.servicedesk:sd-sla-field' },
    });
    const cycle = (epochMillis: number, breached: boolean) => ({
      ongoingCycle: { breachTime: { epochMillis }, breached },
    });
    const schema = { ...sla('customfield_1'), ...sla('customfield_2'), ...sla('customfield_3') };
    const fields = {
      customfield_1: cycle(2_000, false),
      customfield_2: cycle(1_000, false),
      customfield_3: { completedCycles: [{ breached: true }] },
    };
    expect(withFields(fields, { schema }).sla).toEqual({
      dueAt: '1970-01-01T00:00:01.000Z',
      isBreached: true,
    });
    expect(withFields({}).sla).toBeNull();
  });

  it('Assets objects are configuration items', () => {
    const schema = {
      customfield_1: { type: 'array', custom: 'com.atlassian.jira.plugins.cmdb:cmdb-object-cftype' },
    };
    const fields = { customfield_1: [{ workspaceId: 'w', id: 'w:88', objectId: '88' }] };
    expect(withFields(fields, { schema }).configurationItems).toEqual(['w:88']);
  });

  it('attachments are metadata', () => {
    const attachment = [{ id: 7, filename: 'log.txt', mimeType: 'text/plain', size: 12 }];
    expect(withFields({ attachment }).attachments).toEqual([
      { id: '7', name: 'log.txt', mediaType: 'text/plain', sizeBytes: 12 },
    ]);
  });

  it('two fields of one name are told apart', () => {
    const names = { customfield_1: 'Team', customfield_2: 'Team', customfield_3: 'Components' };
    const ticket = withFields({ customfield_1: 'a', customfield_2: 'b', customfield_3: 'c' }, { names });
    expect(ticket.custom).toEqual({
      Components: [],
      'Team (customfield_1)': 'a',
      'Team (customfield_2)': 'b',
      'Components (customfield_3)': 'c',
    });
  });

  it('a value of an unknown shape is the vendor’s fault, told without the value', () => {
    expect(() => withFields({ updated: 'secret words' })).toThrow(
      expect.objectContaining({ code: 'vendor-contract', message: expect.not.stringContaining('secret') }),
    );
  });
});

describe('both ways', () => {
  const id = fc.stringMatching(/^[1-9][0-9]{0,5}$/);

  it('a choice read from Jira is written back as the same choice', () => {
    fc.assert(
      fc.property(id, fc.string({ minLength: 1 }), fc.option(id), (parent, value, child) => {
        const sent =
          child === null ? { id: parent, value } : { id: parent, value, child: { id: child, value } };
        const read = choiceOf(sent);
        expect(
          read && vendorValueOf({ type: child === null ? 'option' : 'option-with-child' }, read),
        ).toEqual(child === null ? { id: parent } : { id: parent, child: { id: child } });
      }),
    );
  });

  it.each([
    ['user', { accountId: 'a', displayName: 'Ada' }, { accountId: 'a' }],
    ['priority', { id: '2', name: 'High' }, { id: '2' }],
    ['group', { groupId: 'g', name: 'agents' }, { groupId: 'g' }],
  ])('a %s, too', (type, sent, written) => {
    const read = choiceOf(sent);
    expect(read && vendorValueOf({ type }, read)).toEqual(written);
  });

  it('what is not written is said to be undefined', () => {
    expect(vendorValueOf({ type: 'sd-approvals' }, { value: 'x', label: 'x' })).toBeUndefined();
  });

  it('whatever a custom field holds becomes a canonical value or stays with the vendor', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const read = customValueOf(value);
        if (read !== undefined) customValueSchema.parse(read);
        const ticket = withFields({ customfield_1: value }, { names: { customfield_1: 'Any' } });
        ticketSchema.parse(ticket);
        const isKept = 'Any' in ticket.custom || 'customfield_1' in (ticket.vendor.fields as object);
        expect(isKept).toBe(true);
      }),
    );
  });

  it('paths lead to fields and back', () => {
    const names = fc.dictionary(
      fc.stringMatching(/^customfield_[1-9][0-9]{0,3}$/),
      fc.string({ minLength: 1, maxLength: 4 }),
    );
    fc.assert(
      fc.property(names, (known) => {
        const directory = fieldDirectory(known, {});
        for (const fieldId of directory.fieldIds) {
          for (const path of directory.pathsOf(fieldId)) expect(directory.fieldIdOf(path)).toBe(fieldId);
        }
      }),
    );
  });
});

describe('times', () => {
  it('are read in Jira’s own zone notation', () => {
    expect(isoTime('2019-08-27T12:43:24.193-0700')).toBe('2019-08-27T19:43:24.193Z');
    expect(isoTime('2026-01-01T00:00:00.000Z')).toBe('2026-01-01T00:00:00.000Z');
  });

  it('order the history', () => {
    const item = {
      field: 'priority',
      fieldId: 'priority',
      fieldtype: 'jira',
      from: '3',
      fromText: 'Medium',
      to: '2',
      toText: 'High',
    };
    const author = { accountId: 'human' };
    const history = fieldHistory(
      [
        {
          id: '2',
          author,
          created: '2026-01-01T02:00:00.000+0100',
          items: [{ ...item, to: '1', toText: 'Highest', from: '2' }],
        },
        { id: '1', author, created: '2026-01-01T00:30:00.000+0000', items: [item] },
      ],
      fieldDirectory({}, {}),
      'own',
    );
    expect(history.map(({ to }) => to?.value)).toEqual(['2', '1']);
  });
});
