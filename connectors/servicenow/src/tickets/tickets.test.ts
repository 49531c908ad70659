import { isSignalboxError, syncTickets, ticketSchema } from '@signalbox/sdk';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { need, openSandboxSite, type SandboxSite } from '../testing/open-sandbox-site.ts';

const topic = { element: 'u_topic', label: 'Topic', choices: [{ value: 'net', label: 'Network' }] };

async function historyOf({ site }: SandboxSite, id: string) {
  const tickets = need(site.tickets);
  return tickets.history(await tickets.read(id));
}

async function pagesOf(
  { site }: SandboxSite,
  query: Parameters<NonNullable<SandboxSite['site']['tickets']>['search']>[0],
  most = Number.POSITIVE_INFINITY,
) {
  const pages = [];
  for await (const page of need(site.tickets).search(query)) {
    pages.push(page);
    if (pages.length >= most) break;
  }
  return pages;
}

test('a ticket is read in canonical form', async () => {
  const world = openSandboxSite({ customFields: [topic] }, { customFields: ['u_topic'] });
  const { id, key } = await world.sandbox.createTicket({ summary: 'No wifi', description: 'Since <today>.' });
  await world.sandbox.editTicket(id, {
    category: 'hardware',
    subcategory: 'laptop',
    u_topic: 'net',
    impact: '1',
  });
  const ticket = await need(world.site.tickets).read(id);
  expect(ticketSchema.parse(ticket)).toEqual(ticket);
  expect(ticket).toMatchObject({
    id,
    key,
    site: 'support',
    type: 'incident',
    summary: 'No wifi',
    description: 'Since <today>.',
    state: { value: '1', label: 'New', phase: 'new' },
    impact: { value: '1', label: '1 - High' },
    priority: { value: '3', label: '3 - Moderate' },
    category: { value: 'hardware', label: 'Hardware' },
    subcategory: { value: 'laptop', label: 'Laptop' },
    assignmentGroup: null,
    custom: { Topic: { value: 'net', label: 'Network' } },
    requester: { kind: 'human' },
    version: '1',
  });
  expect(ticket.created).toMatch(/^2026-03-01T09:30:\d\d\.000Z$/);
});

test('a ticket that is not there is not found', async () => {
  const { site } = openSandboxSite();
  await expect(need(site.tickets).read('0'.repeat(32))).rejects.toMatchObject({ code: 'not-found' });
});

test('many tickets are read by their ids; what is gone, hidden or no id is left out', async () => {
  const world = openSandboxSite();
  const ids: string[] = [];
  for (const summary of ['a', 'b', 'secret', 'd'])
    ids.push((await world.sandbox.createTicket({ summary, description: '' })).id);
  await world.sandbox.deleteTicket(ids[1] ?? '');
  world.sandbox.restrictAccount('signalbox', { hiddenRecords: { incident: 'short_description=secret' } });
  const requests = world.sent.length;
  const batch = await need(world.site.tickets).readMany?.([...ids, 'javascript:x', 'no^id']);
  expect(batch?.tickets.map(({ id }) => id).sort()).toEqual([ids[0], ids[3]].sort());
  expect(batch?.skipped).toEqual([]);
  expect(world.sent.slice(requests).filter(({ url }) => url.includes('/table/incident'))).toHaveLength(1);
});

test('what access rules hide is said, not guessed', async () => {
  const world = openSandboxSite();
  const { id } = await world.sandbox.createTicket({ summary: 'a', description: 'b' });
  world.sandbox.restrictAccount('signalbox', { hiddenFields: { incident: ['sys_mod_count'] } });
  await expect(need(world.site.tickets).read(id)).rejects.toThrow(/sys_mod_count/);
  const [page] = await pagesOf(world, {});
  expect(page?.items).toEqual([]);
  expect(page?.skipped).toEqual([{ id, reason: 'access rules hide sys_mod_count' }]);
});

test('every ticket comes once whatever the page size, with ties in time and hidden records between', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ waitMs: fc.constantFrom(0, 0, 0, 400, 1000, 3000), isHidden: fc.boolean() }), {
        minLength: 1,
        maxLength: 25,
      }),
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 0, max: 30 }),
      async (plan, pageSize, stopAfter) => {
        const world = openSandboxSite();
        const visible: string[] = [];
        for (const { waitMs, isHidden } of plan) {
          world.clock.pass(waitMs);
          const summary = isHidden ? 'secret' : 'open';
          const { id } = await world.sandbox.createTicket({ summary, description: '' });
          if (!isHidden) visible.push(id);
        }
        world.sandbox.restrictAccount('signalbox', {
          hiddenRecords: { incident: 'short_description=secret' },
        });
        const all = await pagesOf(world, { pageSize });
        const received = all.flatMap((page) => page.items.map((ticket) => ticket.id));
        expect([...received].sort()).toEqual([...visible].sort());
        expect(all.map((page) => page.isLast)).toEqual(all.map((_, index) => index === all.length - 1));
        expect(all.flatMap((page) => page.skipped)).toHaveLength(plan.length - visible.length);
        const times = all.flatMap((page) => page.items.map((ticket) => ticket.updated));
        expect(times).toEqual([...times].sort());
        expect(await need(world.site.tickets).count?.({})).toBe(plan.length);

        // Stopped anywhere and resumed, the reading goes on exactly there.
        const first = await pagesOf(world, { pageSize }, Math.max(1, stopAfter % all.length));
        const before = first.flatMap((page) => page.items.map((ticket) => ticket.id));
        const checkpoint = first.at(-1)?.checkpoint;
        if (first.at(-1)?.isLast === false) {
          const rest = await pagesOf(world, { pageSize, checkpoint });
          const after = rest.flatMap((page) => page.items.map((ticket) => ticket.id));
          expect([...before, ...after]).toEqual(received);
        }
      },
    ),
    { numRuns: 25 },
  );
});

test('a new reading goes back behind the end of the last one and finds what became visible late', async () => {
  const world = openSandboxSite();
  await world.sandbox.createTicket({ summary: 'first', description: '' });
  const [page] = await pagesOf(world, {});
  expect(page?.isLast).toBe(true);
  const late = await world.sandbox.createTicket({ summary: 'same second', description: '' });
  const [next] = await pagesOf(world, { checkpoint: page?.checkpoint });
  expect(next?.items.map((ticket) => ticket.id)).toContain(late.id);
});

test('the bounds of time hold: from inclusive, to exclusive', async () => {
  const world = openSandboxSite();
  const made = [];
  for (let index = 0; index < 4; index += 1) {
    made.push(await world.sandbox.createTicket({ summary: `${index}`, description: '' }));
    world.clock.pass(10_000);
  }
  const tickets = await Promise.all(made.map(({ id }) => need(world.site.tickets).read(id)));
  const query = { updatedFrom: tickets[1]?.updated, updatedTo: tickets[3]?.updated };
  const pages = await pagesOf(world, query);
  expect(pages.flatMap((page) => page.items.map((ticket) => ticket.summary))).toEqual(['1', '2']);
  expect(await need(world.site.tickets).count?.(query)).toBe(2);
});

test('several tables are read one after the other, each type where it is asked for', async () => {
  const world = openSandboxSite({}, { tables: ['incident', 'problem'] });
  await world.sandbox.createTicket({ summary: 'an incident', description: '' });
  const problem = world.sandbox.insertRecord('problem', { short_description: 'a problem' });
  const pages = await pagesOf(world, { pageSize: 1 });
  expect(pages.flatMap((page) => page.items.map((ticket) => ticket.type))).toEqual(['incident', 'problem']);
  expect(pages.at(-1)?.isLast).toBe(true);
  expect((await need(world.site.tickets).read(problem)).type).toBe('problem');
  const problems = await pagesOf(world, { types: ['problem'] });
  expect(problems.flatMap((page) => page.items.map((ticket) => ticket.id))).toEqual([problem]);
});

test('a certified reading accounts for every row, empty tables and hidden records included', async () => {
  const world = openSandboxSite({}, { tables: ['change_request', 'problem', 'incident'] });
  world.sandbox.insertRecord('problem', { short_description: 'secret' });
  for (let index = 0; index < 7; index += 1) {
    const summary = index % 3 === 0 ? 'secret' : `open ${index}`;
    await world.sandbox.createTicket({ summary, description: '' });
    world.clock.pass(700);
  }
  const read = async () => {
    const keys: string[] = [];
    const onPage = (tickets: readonly { key: string }[]) => void keys.push(...tickets.map(({ key }) => key));
    return { certificate: await syncTickets(world.site, { pageSize: 2 }, { onPage }), keys };
  };
  const all = await read();
  expect(all.certificate).toMatchObject({ complete: true, countedByVendor: 8, received: 8, unaccounted: 0 });
  world.sandbox.restrictAccount('signalbox', { hiddenRecords: { task: 'short_description=secret' } });
  const some = await read();
  expect(some.keys).toHaveLength(4);
  expect(some.certificate).toMatchObject({
    complete: false,
    countedByVendor: 8,
    received: 4,
    blankByAccessRules: 4,
    unaccounted: 0,
    failure: null,
  });
});

test('an instance that ignores part of a query does not pass for one that has read it', async () => {
  for (const ignored of [
    /sys_updated_on%3C[^%]+%20[^%]+%3A[^%]+%3A\d\d%5E/,
    /sys_updated_on%3E%3D.*?%5E(?=sys_updated_on%3C)/,
  ]) {
    const world = openSandboxSite();
    const made = [];
    for (const summary of ['a', 'b', 'c']) {
      made.push(await world.sandbox.createTicket({ summary, description: '' }));
      world.clock.pass(2000);
    }
    const middle = await need(world.site.tickets).read(made[1]?.id ?? '');
    const next = new Date(Date.parse(middle.updated) + 1000).toISOString();
    const query = { updatedFrom: middle.updated, updatedTo: next };
    expect((await pagesOf(world, query)).flatMap((page) => page.items)).toHaveLength(1);
    world.beforeSending(async (request) => ({ ...request, url: request.url.replace(ignored, '') }));
    await expect(pagesOf(world, query)).rejects.toMatchObject({ code: 'vendor-contract' });
  }
});

test('a checkpoint of another kind is refused in words', async () => {
  const world = openSandboxSite();
  const failure = await pagesOf(world, { checkpoint: 'bm9uc2Vuc2U' }).catch((error: unknown) => error);
  expect(isSignalboxError(failure) && failure.code).toBe('unreadable');
});

test('history tells who set what, and which changes were our own', async () => {
  const world = openSandboxSite({ customFields: [topic] }, { customFields: ['u_topic'] });
  const { id } = await world.sandbox.createTicket({ summary: 'a', description: 'b' });
  await world.sandbox.editTicket(id, { category: 'access' }, 'beth.anglin');
  await world.sandbox.editTicket(id, { u_topic: 'net', category: 'storage' }, 'signalbox');
  const history = await historyOf(world, id);
  expect(
    history.map(({ path, from, to, isOwn, actor }) => [path, from?.value, to?.value, isOwn, actor?.kind]),
  ).toEqual(
    expect.arrayContaining([
      ['category', undefined, 'access', false, 'human'],
      ['category', 'access', 'storage', true, 'integration'],
      ['custom.Topic', undefined, 'net', true, 'integration'],
    ]),
  );
  const categories = history.filter((entry) => entry.path === 'category').map((entry) => entry.to?.value);
  expect(categories).toEqual(['access', 'storage']);
});

test('a history with hidden rows is no history', async () => {
  const world = openSandboxSite();
  const { id } = await world.sandbox.createTicket({ summary: 'a', description: 'b' });
  await world.sandbox.editTicket(id, { category: 'access' }, 'beth.anglin');
  world.sandbox.restrictAccount('signalbox', { hiddenRecords: { sys_audit: 'fieldname=category' } });
  await expect(historyOf(world, id)).rejects.toMatchObject({ code: 'permission' });
});

test('a ticket that was never updated has no history, and nothing is asked for it', async () => {
  const world = openSandboxSite();
  const { id } = await world.sandbox.createTicket({ summary: 'a', description: 'b' });
  expect(await historyOf(world, id)).toEqual([]);
  expect(world.sent.filter(({ url }) => url.includes('sys_audit'))).toEqual([]);
});

test('what an instance audits of the creation itself is no change', async () => {
  const world = openSandboxSite();
  const { id } = await world.sandbox.createTicket({ summary: 'a', description: 'b' });
  await world.sandbox.editTicket(id, { category: 'access' }, 'beth.anglin');
  world.onAnswer((answer) => ({
    ...answer,
    body: answer.body.replace(/("record_checkpoint":\{[^}]*"value":)"1"/, '$1"0"'),
  }));
  expect(await historyOf(world, id)).toEqual([]);
});
