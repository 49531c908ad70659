import { type FieldChange, type FieldValue, isSignalboxError, type TicketChange } from '@signalbox/sdk';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { need, openSandboxSite, type SandboxSite } from '../testing/open-sandbox-site.ts';

const same = (text: string): FieldValue => ({ value: text, label: text });
const set = (path: FieldChange['path'], to: FieldValue, from: FieldValue | null = null): FieldChange => ({
  path,
  operation: 'set',
  from,
  to,
});
const hardware: FieldValue = { value: 'hardware', label: 'Hardware' };
const access: FieldValue = { value: 'access', label: 'Access' };

async function ticketIn(world: SandboxSite) {
  const { id, key } = await world.sandbox.createTicket({ summary: 'Broken', description: 'It is.' });
  const change = (fields: FieldChange[], parts: Partial<TicketChange> = {}): TicketChange => ({
    actionId: 'act-1',
    ticketId: id,
    ticketKey: key,
    ticketType: 'incident',
    project: null,
    fields,
    explanation: null,
    ...parts,
  });
  const now = () => world.sandbox.tickets.find((ticket) => ticket.id === id)?.fields ?? {};
  return { id, change, now };
}

const writesIn = (world: SandboxSite) => world.sent.filter((request) => request.method === 'PATCH');
const notesIn = (world: SandboxSite) =>
  world.sandbox.records('sys_journal_field').map((entry) => [entry.element, entry.value]);

test('fields, group by name and explanation go in one request that carries its reference', async () => {
  const world = openSandboxSite();
  const { id, change, now } = await ticketIn(world);
  const ticket = await need(world.site.tickets).read(id);
  const wanted = change(
    [
      set('category', hardware),
      set('urgency', { value: '1', label: '1 - High' }, ticket.urgency),
      set('assignmentGroup', same('Hardware')),
    ],
    {
      explanation: {
        markdown: 'Set:\n\n- category: **Hardware** (93 %)\n- `[code]x[/code]`',
        audience: 'internal',
      },
    },
  );
  const planned = await need(world.site.changes).plan(wanted);
  const result = await need(world.site.changes).apply(wanted);
  expect(result).toEqual({
    outcome: 'applied',
    reason: null,
    fields: wanted.fields.map(({ path }) => ({ path, outcome: 'applied', reason: null })),
  });
  expect(now()).toMatchObject({ category: 'hardware', urgency: '1' });
  const written = await need(world.site.tickets).read(id);
  expect(written.assignmentGroup?.label).toBe('Hardware');
  expect(written.priority?.value).not.toBe(ticket.priority?.value);
  expect(writesIn(world)).toHaveLength(1);
  expect(planned.map((request) => JSON.stringify(request.body))).toEqual([writesIn(world)[0]?.body]);
  expect(notesIn(world)).toEqual([
    ['work_notes', '[signalbox:act-1] Set:\n\n- category: Hardware (93 %)\n- (code)x(/code)'],
  ]);
  expect(world.sandbox.journal.filter((entry) => entry.actionId === 'act-1')).toHaveLength(1);
  expect(world.sandbox.journal.every((entry) => !entry.isPublic)).toBe(true);
});

test('a change costs three requests beyond the look at a fresh ticket, which costs one', async () => {
  const world = openSandboxSite();
  const { id, change } = await ticketIn(world);
  const look = async () => {
    const ticket = await need(world.site.tickets).read(id);
    await need(world.site.tickets).history(ticket);
    await need(world.site.catalog).read(ticket);
  };
  // Fields, choices and groups are read once and kept for a while.
  await look();
  const before = world.sent.length;
  await look();
  await need(world.site.changes).apply(change([set('category', hardware)]));
  const sent = world.sent.slice(before).map(({ method, url }) => `${method} ${new URL(url).pathname}`);
  expect(sent).toEqual([
    `GET /api/now/table/incident/${id}`,
    `GET /api/now/table/incident/${id}`,
    `PATCH /api/now/table/incident/${id}`,
    'GET /api/now/table/sys_audit',
  ]);
});

test('the same action again changes nothing', async () => {
  const world = openSandboxSite();
  const { change } = await ticketIn(world);
  const wanted = change([set('category', hardware)]);
  await need(world.site.changes).apply(wanted);
  expect(await need(world.site.changes).readBack(wanted)).toBe('present');
  expect((await need(world.site.changes).apply(wanted)).outcome).toBe('already-applied');
  expect(await need(world.site.changes).plan(wanted)).toEqual([]);
  expect(writesIn(world)).toHaveLength(1);
});

test('a value of someone else stays, and the other fields are written', async () => {
  const world = openSandboxSite();
  const { id, change, now } = await ticketIn(world);
  await world.sandbox.editTicket(id, { category: 'access' });
  const result = await need(world.site.changes).apply(
    change([set('category', hardware), set('impact', same('1'), { value: '3', label: '3 - Low' })]),
  );
  expect(result.outcome).toBe('conflict');
  expect(result.fields.map(({ path, outcome }) => [path, outcome])).toEqual([
    ['category', 'conflict'],
    ['impact', 'applied'],
  ]);
  expect(now()).toMatchObject({ category: 'access', impact: '1' });
});

test('a value that is already there needs no write', async () => {
  const world = openSandboxSite();
  const { id, change } = await ticketIn(world);
  await world.sandbox.editTicket(id, { category: 'hardware' });
  expect((await need(world.site.changes).apply(change([set('category', hardware)]))).outcome).toBe(
    'already-applied',
  );
  expect(writesIn(world)).toEqual([]);
});

test('a value that a human chooses between our reading and our write is put back, once', async () => {
  for (const chosen of ['access', 'storage']) {
    const world = openSandboxSite();
    const { id, change, now } = await ticketIn(world);
    let isFirst = true;
    world.beforeSending(async (request) => {
      if (request.method === 'PATCH' && isFirst) {
        isFirst = false;
        await world.sandbox.editTicket(id, { category: chosen });
      }
      return undefined;
    });
    const wanted = change([set('category', hardware)]);
    const result = await need(world.site.changes).apply(wanted);
    expect(result.outcome).toBe('conflict');
    expect(now()).toMatchObject({ category: chosen });
    expect(writesIn(world)).toHaveLength(2);
    expect((await need(world.site.changes).apply(wanted)).outcome).toBe('conflict');
    expect(await need(world.site.changes).readBack(wanted)).toBe('superseded');
    expect(writesIn(world)).toHaveLength(2);
  }
});

test('a process that ended between write and check puts the human value back when it comes again', async () => {
  const world = openSandboxSite();
  const { id, change, now } = await ticketIn(world);
  const wanted = change([set('category', hardware)]);
  world.beforeSending(async (request) => {
    if (request.method === 'PATCH') await world.sandbox.editTicket(id, { category: 'access' });
    return undefined;
  });
  world.sandbox.addFault({ kind: 'cut-after-effect', match: /^PATCH/ });
  await expect(need(world.site.changes).apply(wanted)).rejects.toMatchObject({ mayHaveTakenEffect: true });
  world.beforeSending(async () => undefined);
  expect(now()).toMatchObject({ category: 'hardware' });
  expect((await need(world.site.changes).apply(wanted)).outcome).toBe('conflict');
  expect(now()).toMatchObject({ category: 'access' });
});

test('an edit of another field at the same moment is no conflict', async () => {
  const world = openSandboxSite();
  const { id, change, now } = await ticketIn(world);
  world.beforeSending(async (request) => {
    if (request.method === 'PATCH') await world.sandbox.editTicket(id, { impact: '1' });
    return undefined;
  });
  expect((await need(world.site.changes).apply(change([set('category', hardware)]))).outcome).toBe('applied');
  expect(now()).toMatchObject({ category: 'hardware', impact: '1' });
});

test('a column that the account may not write is rejected, though the instance says 200', async () => {
  const world = openSandboxSite();
  const { change } = await ticketIn(world);
  world.sandbox.restrictAccount('signalbox', { readOnlyFields: { incident: ['category'] } });
  const result = await need(world.site.changes).apply(
    change([set('category', hardware), set('impact', same('1'), { value: '3', label: '' })]),
  );
  expect(result.fields.map(({ path, outcome }) => [path, outcome])).toEqual([
    ['category', 'rejected'],
    ['impact', 'applied'],
  ]);
  expect(result.outcome).toBe('rejected');
  expect(result.reason).toMatch(/category/);
});

test('what cannot be written is refused with a reason and never sent', async () => {
  const world = openSandboxSite();
  const { change } = await ticketIn(world);
  const fields = [
    set('priority', same('1')),
    set('labels', same('x')),
    set('custom.Unknown', same('x')),
    set('assignmentGroup', same('No such group')),
  ];
  const result = await need(world.site.changes).apply(change(fields));
  expect(result.fields.map(({ outcome }) => outcome)).toEqual(fields.map(() => 'rejected'));
  expect(result.fields[0]?.reason).toMatch(/impact and urgency/);
  expect(writesIn(world)).toEqual([]);
});

test('an answer that was lost is found again by the reference', async () => {
  const world = openSandboxSite();
  const { change } = await ticketIn(world);
  const wanted = change([set('category', access)]);
  expect(await need(world.site.changes).readBack(wanted)).toBe('absent');
  world.sandbox.addFault({ kind: 'cut-after-effect', match: /^PATCH/ });
  await expect(need(world.site.changes).apply(wanted)).rejects.toMatchObject({ mayHaveTakenEffect: true });
  expect(await need(world.site.changes).readBack(wanted)).toBe('present');
  expect(writesIn(world)).toHaveLength(1);
});

test('a write that never arrived is absent, and may be sent again', async () => {
  const world = openSandboxSite();
  const { change } = await ticketIn(world);
  const wanted = change([set('category', access)]);
  world.sandbox.addFault({ kind: 'cut-before-effect', match: /^PATCH/ });
  await expect(need(world.site.changes).apply(wanted)).rejects.toMatchObject({ mayHaveTakenEffect: true });
  expect(await need(world.site.changes).readBack(wanted)).toBe('absent');
  expect((await need(world.site.changes).apply(wanted)).outcome).toBe('applied');
});

test('a mark for people reaches anyone who reads work notes, and keeps a group that someone chose', async () => {
  const world = openSandboxSite({}, { humanQueue: { assignmentGroup: 'Service Desk' } });
  const { id, change } = await ticketIn(world);
  const queue = need(world.site.humanQueue);
  const ticket = await need(world.site.tickets).read(id);
  expect(queue.isMarked(ticket)).toBe(false);
  const mark = change([], queue.mark(ticket, 'Left to people: not sure.'));
  const network = world.sandbox.records('sys_user_group').find((group) => group.name === 'Network');
  await world.sandbox.editTicket(id, { assignment_group: network?.sys_id });
  expect((await need(world.site.changes).apply(mark)).outcome).toBe('applied');
  const marked = await need(world.site.tickets).read(id);
  expect(queue.isMarked(marked)).toBe(true);
  expect(marked.assignmentGroup?.label).toBe('Network');
  expect(notesIn(world)).toEqual([
    ['work_notes', '[signalbox:act-1] [signalbox-human-queue] Left to people: not sure.'],
  ]);
  expect((await need(world.site.changes).apply(mark)).outcome).toBe('already-applied');
  expect(await need(world.site.changes).readBack(mark)).toBe('present');
  expect(writesIn(world)).toHaveLength(1);
});

test('an escalated ticket without a group goes to the configured one', async () => {
  const world = openSandboxSite({}, { humanQueue: { assignmentGroup: 'Service Desk' } });
  const { id, change } = await ticketIn(world);
  const ticket = await need(world.site.tickets).read(id);
  const mark = change([], need(world.site.humanQueue).mark(ticket, 'Not sure.'));
  expect((await need(world.site.changes).apply(mark)).outcome).toBe('applied');
  expect((await need(world.site.tickets).read(id)).assignmentGroup?.label).toBe('Service Desk');
});

test('a comment that the customer sees is written only when the change asks for it by name', async () => {
  const world = openSandboxSite();
  const { change } = await ticketIn(world);
  const wanted = change([], { explanation: { markdown: 'We are on it.', audience: 'public' } });
  await need(world.site.changes).apply(wanted);
  expect(notesIn(world)).toEqual(
    expect.arrayContaining([
      ['comments', 'We are on it.'],
      ['work_notes', '[signalbox:act-1] Set by Signalbox.'],
    ]),
  );
});

test('correlation_id and priority are in no request', async () => {
  const world = openSandboxSite();
  const { change } = await ticketIn(world);
  await need(world.site.changes).apply(
    change([set('category', hardware), set('priority', same('1'))], {
      explanation: { markdown: 'x', audience: 'internal' },
    }),
  );
  const columns = writesIn(world).flatMap((request) => Object.keys(JSON.parse(request.body ?? '{}')));
  expect(columns.sort()).toEqual(['category', 'work_notes']);
});

test('a write is found again in the journal, or by values and author where notes are hidden', async () => {
  for (const rules of [
    { hiddenFields: { incident: ['work_notes'] } },
    {
      hiddenFields: { incident: ['work_notes'] },
      hiddenRecords: { sys_journal_field: 'element=work_notes' },
    },
  ]) {
    const world = openSandboxSite();
    const { id, change } = await ticketIn(world);
    const wanted = change([set('category', hardware)]);
    world.sandbox.restrictAccount('signalbox', rules);
    expect(await need(world.site.changes).readBack(wanted)).toBe('absent');
    const result = await need(world.site.changes).apply(wanted);
    expect(result).toMatchObject({ outcome: 'applied', reason: expect.stringMatching(/work_notes/) });
    expect(await need(world.site.changes).readBack(wanted)).toBe('present');
    await world.sandbox.editTicket(id, { category: 'access' });
    expect(await need(world.site.changes).readBack(wanted)).toBe('superseded');
  }
});

test('a custom column is set under its label', async () => {
  const world = openSandboxSite(
    { customFields: [{ element: 'u_topic', label: 'Topic', choices: [{ value: 'net', label: 'Network' }] }] },
    { customFields: ['u_topic'] },
  );
  const { id, change } = await ticketIn(world);
  const wanted = change([set('custom.Topic', { value: 'net', label: 'Network' })]);
  expect((await need(world.site.changes).apply(wanted)).outcome).toBe('applied');
  const ticket = await need(world.site.tickets).read(id);
  expect(ticket.custom).toEqual({ Topic: { value: 'net', label: 'Network' } });
});

test('without sys_audit a write says that it could not be checked', async () => {
  const world = openSandboxSite();
  const { change } = await ticketIn(world);
  world.sandbox.restrictAccount('signalbox', { hiddenRecords: { sys_audit: 'fieldname=category' } });
  const result = await need(world.site.changes).apply(change([set('category', hardware)]));
  expect(result).toMatchObject({ outcome: 'applied', reason: expect.stringMatching(/sys_audit/) });
});

test('whenever a human chooses, their value stands; without one, ours does', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.option(fc.integer({ min: 0, max: 6 }), { nil: null }),
      fc.constantFrom('access', 'storage', 'hardware', ''),
      async (moment, chosen) => {
        const world = openSandboxSite();
        const { id, change, now } = await ticketIn(world);
        let count = 0;
        let didChoose = false;
        world.beforeSending(async () => {
          if (count++ === moment) {
            didChoose = now().category !== chosen;
            await world.sandbox.editTicket(id, { category: chosen });
          }
          return undefined;
        });
        const result = await need(world.site.changes).apply(change([set('category', hardware)]));
        expect(now().category).toBe(didChoose ? chosen : 'hardware');
        const isTheirs = didChoose && chosen !== 'hardware';
        // Once our check is over, a later choice is simply a later choice.
        if (result.outcome === 'conflict') expect(isTheirs).toBe(true);
        else expect(result.outcome).toMatch(/applied/);
      },
    ),
    { numRuns: 30 },
  );
});

test('whatever happens to a write on its way, it takes effect once', async () => {
  const faults = [
    'cut-before-effect',
    'cut-after-effect',
    'late-effect',
    'server-error',
    'rate-limit',
  ] as const;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...faults), { maxLength: 3 }), async (kinds) => {
      const world = openSandboxSite();
      const { change, now } = await ticketIn(world);
      for (const kind of kinds) world.sandbox.addFault({ kind, match: /^PATCH/, delayMs: 1500 });
      const wanted = change([set('category', hardware)], {
        explanation: { markdown: 'Why.', audience: 'internal' },
      });
      const changes = need(world.site.changes);
      for (let attempt = 0; attempt < 5; attempt += 1) {
        const isDone = await changes.apply(wanted).then(
          () => true,
          async (error: unknown) => {
            expect(isSignalboxError(error) && error.mayHaveTakenEffect).toBe(true);
            await world.clock.sleep(world.site.limits.longestRequestMs);
            await world.sandbox.settled();
            return (await changes.readBack(wanted)) === 'present';
          },
        );
        if (isDone) break;
      }
      expect(now()).toMatchObject({ category: 'hardware' });
      expect(world.sandbox.journal.filter((entry) => entry.actionId === 'act-1')).toHaveLength(1);
      expect(notesIn(world)).toHaveLength(1);
    }),
    { numRuns: 20 },
  );
});
