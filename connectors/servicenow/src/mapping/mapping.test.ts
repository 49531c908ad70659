import { readFileSync } from 'node:fs';
import { ticketSchema } from '@signalbox/sdk';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { recordSchema } from '../table/index.ts';
import {
  actionReference,
  basePriority,
  customValueOf,
  humanQueueMark,
  marksIn,
  phaseOf,
  plainFromHtml,
  restoreReference,
  ticketFromRecord,
} from './index.ts';

const exampleRecord = (name: string) => {
  const body: unknown = JSON.parse(
    readFileSync(new URL(`../../contract/examples/${name}`, import.meta.url), 'utf8'),
  );
  const { result } = z.object({ result: z.union([recordSchema, z.array(recordSchema)]) }).parse(body);
  const [record] = [result].flat();
  if (record === undefined) throw new Error('The example holds no record.');
  return record;
};

const origin = {
  site: 'support',
  instanceUrl: 'https://instance.service-now.com',
  customColumns: [],
} as const;

test('the official incident becomes a ticket', () => {
  const ticket = ticketFromRecord(exampleRecord('c_TableAPI-005.json'), { ...origin, table: 'incident' });
  expect(ticketSchema.parse(ticket)).toEqual(ticket);
  expect(ticket).toMatchObject({
    id: 'a9e30c7dc61122760116894de7bcc7bd',
    key: 'INC0000046',
    type: 'incident',
    summary: "Can't access SFA software",
    description: '',
    state: { value: '1', phase: 'new' },
    impact: { value: '1' },
    urgency: { value: '3' },
    priority: { value: '3' },
    category: { value: 'software' },
    subcategory: null,
    assignmentGroup: { value: '8a4dde73c6112278017a6a4baf547aa7' },
    assignee: null,
    requester: { id: '46c6f9efa9fe198101ddf5eed9adf6e7' },
    configurationItems: ['a9c0c8d2c6112276018f7705562f9cb0'],
    sla: { dueAt: '2015-11-11T22:04:15.000Z', isBreached: true },
    created: '2015-11-01T22:05:30.000Z',
    updated: '2015-11-01T22:37:27.000Z',
    version: '4',
    url: 'https://instance.service-now.com/nav_to.do?uri=incident.do%3Fsys_id%3Da9e30c7dc61122760116894de7bcc7bd',
  });
});

test('the official problem becomes a ticket, by its class', () => {
  const ticket = ticketFromRecord(exampleRecord('c_TableAPI-003.json'), { ...origin, table: 'problem' });
  expect(ticket).toMatchObject({ key: 'PRB0000050', type: 'problem', state: { phase: 'closed' } });
});

test('a state of the customer’s own is told by whether the record is active', () => {
  expect(phaseOf('incident', '3', true)).toBe('on-hold');
  expect(phaseOf('incident', '42', true)).toBe('in-progress');
  expect(phaseOf('incident', '42', false)).toBe('closed');
  expect(phaseOf('change_request', '-5', true)).toBe('new');
});

test('the priority lookup is the base system’s', () => {
  const table = ([1, 2, 3] as const).map((impact) =>
    ([1, 2, 3] as const).map((urgency) => basePriority(impact, urgency)),
  );
  expect(table).toEqual([
    [1, 2, 3],
    [2, 3, 4],
    [3, 4, 5],
  ]);
});

test('a custom column is read by its type', () => {
  const read = (type: string | null, value: string, display = value) =>
    customValueOf({ column: 'u_x', label: 'X', type }, { value, display });
  expect(read('string', '')).toBeNull();
  expect(read('boolean', 'true')).toBe(true);
  expect(read('boolean', 'false')).toBe(false);
  expect(read('integer', '42')).toBe(42);
  expect(read('integer', '2', '2 - Medium')).toEqual({ value: '2', label: '2 - Medium' });
  expect(read('choice', 'net', 'Network')).toEqual({ value: 'net', label: 'Network' });
  expect(read('glide_date_time', '2026-03-01 09:30:00', '2026-03-01 10:30:00')).toBe(
    '2026-03-01T09:30:00.000Z',
  );
  expect(read('html', '<p>It &amp; <b>all</b></p><p>of it</p>')).toBe('It & all\n\nof it');
  const table =
    '<table><tr><th>Host</th><td>srv1</td></tr><tr><th>Error</th><td>disk <b>full</b></td></tr></table>';
  expect(String(read('html', table)).split(/\s+/)).toEqual(['Host', 'srv1', 'Error', 'disk', 'full']);
  expect(read('glide_list', 'a,b', 'Anna, Bob')).toEqual([
    { value: 'a', label: 'Anna' },
    { value: 'b', label: 'Bob' },
  ]);
  expect(read('glide_list', 'a,b', 'Anna, the first, Bob')).toEqual([
    { value: 'a', label: 'a' },
    { value: 'b', label: 'b' },
  ]);
  expect(read(null, 'x')).toEqual({ value: 'x', label: 'x' });
});

test('no markup of HTML text comes through', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-zA-Z0-9 ]{1,40}$/), (text) => {
      expect(plainFromHtml(`<div><script>evil()</script><p>${text}</p></div>`)).toBe(
        text.replace(/\s+/g, ' ').trim(),
      );
    }),
  );
});

test('own references are found in a journal, and people’s words are not taken for them', () => {
  const journal = [
    '2026-03-01 09:31:00 - Signalbox (Work notes)',
    `${actionReference('act-2')} ${humanQueueMark} Not sure.`,
    '',
    '2026-03-01 09:30:30 - Signalbox (Work notes)',
    `${restoreReference('act-1')} put back`,
    '',
    '2026-03-01 09:30:00 - Beth Anglin (Work notes)',
    `What does ${actionReference('act-9')} mean?`,
    '',
    '2026-03-01 09:29:00 - Signalbox (Work notes)',
    `${actionReference('act-1')} Set by Signalbox.`,
  ].join('\n');
  expect(marksIn(journal)).toEqual({
    actionIds: ['act-2', 'act-1'],
    restoredActionIds: ['act-1'],
    humanQueueReason: 'Not sure.',
  });
  expect(marksIn('')).toEqual({ actionIds: [], restoredActionIds: [], humanQueueReason: null });
});
