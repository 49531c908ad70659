import { beforeAll, describe, expect, it } from 'vitest';
import { type ContractCheck, createContractCheck } from './index.ts';

const site = 'https://example.atlassian.net';
const edit = {
  method: 'PUT',
  url: `${site}/rest/api/3/issue/SUP-1`,
  body: {
    fields: { priority: { id: '2' }, customfield_10050: { id: '10100' } },
    update: { labels: [{ add: 'vpn' }] },
    properties: [{ key: 'signalbox', value: { actions: [] } }],
  },
};
const meta = {
  fields: {
    summary: { name: 'Summary', required: true, operations: ['set'], schema: { type: 'string' } },
    description: {
      name: 'Description',
      required: false,
      operations: ['set'],
      schema: { type: 'string', system: 'description' },
    },
    priority: {
      name: 'Priority',
      required: false,
      operations: ['set'],
      schema: { type: 'priority', system: 'priority' },
      allowedValues: [
        { id: '1', name: 'High' },
        { id: '2', name: 'Low' },
      ],
    },
    labels: {
      name: 'Labels',
      required: false,
      operations: ['add', 'set', 'remove'],
      schema: { type: 'array', items: 'string', system: 'labels' },
    },
    customfield_10050: {
      name: 'Topic',
      required: false,
      operations: ['set'],
      schema: { type: 'option', custom: 'com.atlassian.jira.plugin.system.customfieldtypes:select' },
      allowedValues: [{ id: '10100', value: 'Network' }],
    },
    duedate: { name: 'Due date', required: false, operations: ['set'], schema: { type: 'date' } },
    assignee: { name: 'Assignee', required: false, operations: ['set'], schema: { type: 'user' } },
  },
};

let check: ContractCheck;
beforeAll(async () => {
  check = await createContractCheck();
});

describe('a request that keeps the contract', () => {
  it.each([
    edit,
    { ...edit, body: JSON.stringify(edit.body) },
    { method: 'GET', url: `${site}/rest/api/3/issue/SUP-1?fields=summary,labels&properties=signalbox` },
    { method: 'GET', url: 'https://api.atlassian.com/ex/jira/c-1/rest/api/3/issue/SUP-1/editmeta' },
    {
      method: 'POST',
      url: `${site}/rest/servicedeskapi/request/SUP-1/comment`,
      body: { body: 'text', public: false },
    },
    {
      method: 'POST',
      url: 'https://auth.atlassian.com/oauth/token',
      body: { grant_type: 'client_credentials', client_id: 'a', client_secret: 'b' },
    },
  ])('has no violations: $method $url', (request) => {
    expect(check.violations(request)).toEqual([]);
  });

  it('has no value violations', () => {
    expect(check.valueViolations(edit.body, meta)).toEqual([]);
  });
});

describe('a mutated request is caught', () => {
  it.each([
    ['an unknown path', { ...edit, url: `${site}/rest/api/3/issues/SUP-1` }, 'in no description'],
    ['an unknown method', { ...edit, method: 'PATCH' }, 'in no description'],
    ['an unknown query parameter', { ...edit, url: `${edit.url}?notify=false` }, 'additional properties'],
    [
      'a query parameter of the wrong type',
      { method: 'GET', url: `${edit.url}/changelog?startAt=x` },
      'must be integer',
    ],
    ['a missing body', { method: 'PUT', url: edit.url }, 'required property'],
    ['fields that are no map', { ...edit, body: { fields: [] } }, 'must be object'],
    ['an unknown operation', { ...edit, body: { update: { labels: [{ append: 'x' }] } } }, '"append"'],
    [
      'a property without its name',
      { ...edit, body: { properties: [{ name: 'signalbox', value: 1 }] } },
      '"name"',
    ],
    [
      'a comment whose visibility is not a boolean',
      {
        method: 'POST',
        url: `${site}/rest/servicedeskapi/request/SUP-1/comment`,
        body: { body: 'x', public: 'no' },
      },
      'must be boolean',
    ],
    [
      'another grant',
      { method: 'POST', url: 'https://auth.atlassian.com/oauth/token', body: { grant_type: 'password' } },
      'required property',
    ],
  ])('%s', (_name, request, expected) => {
    expect(check.violations(request).join('\n')).toContain(expected);
  });

  it.each([
    ['a field that is not on the screen', { fields: { customfield_1: 'x' } }, 'not on the screen'],
    ['an option that is not allowed', { fields: { customfield_10050: { id: '1' } } }, 'not allowed'],
    ['an option as bare text', { fields: { customfield_10050: 'Network' } }, 'not a option'],
    ['a name that belongs to another id', { fields: { priority: { id: '1', name: 'Low' } } }, 'not allowed'],
    ['text where a document belongs', { fields: { description: 'x' } }, 'Atlassian document'],
    ['a number where text belongs', { fields: { summary: 1 } }, 'not a string'],
    ['a required field cleared', { fields: { summary: null } }, 'required'],
    ['a label with a space', { update: { labels: [{ add: 'a b' }] } }, 'no spaces'],
    ['a list that is none', { fields: { labels: 'a' } }, 'not a list'],
    ['an operation that is not offered', { update: { priority: [{ add: { id: '1' } }] } }, 'not offered'],
    ['a field in both', { fields: { labels: ['a'] }, update: { labels: [{ add: 'b' }] } }, 'in "update" too'],
    ['a date in words', { fields: { duedate: 'tomorrow' } }, 'not a date'],
    ['an assignee by name', { fields: { assignee: { name: 'ada' } } }, 'not a user'],
  ])('%s', (_name, body, expected) => {
    expect(check.valueViolations(body, meta).join('\n')).toContain(expected);
  });

  it('a create without a required field, with createmeta as a list', () => {
    const createmeta = {
      fields: Object.entries(meta.fields).map(([fieldId, field]) => ({ ...field, fieldId })),
    };
    const body = { fields: { priority: { id: '1' } } };
    expect(check.valueViolations(body, createmeta, { isCreate: true })).toEqual([
      'fields.summary: is required',
    ]);
  });
});
