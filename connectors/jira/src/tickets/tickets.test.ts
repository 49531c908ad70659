import type { Page, Site, Ticket, TicketQuery } from '@signalbox/sdk';
import { ManualClock, SignalboxError } from '@signalbox/sdk';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSandboxSite, type SandboxSite } from '../testing/index.ts';
import { advanced, firstCursor, overlapMs, readCursor, resumeFrom, wasSeen, writeCursor } from './cursor.ts';
import { jqlOf } from './jql.ts';

function ticketsOf({ site }: SandboxSite): NonNullable<Site['tickets']> {
  if (!site.tickets) throw new Error('the connector reads no tickets');
  return site.tickets;
}

async function historyOf(opened: SandboxSite, id: string) {
  return ticketsOf(opened).history(await ticketsOf(opened).read(id));
}

async function pagesOf(opened: SandboxSite, query: TicketQuery = {}): Promise<Page<Ticket>[]> {
  const pages: Page<Ticket>[] = [];
  for await (const page of ticketsOf(opened).search(query)) pages.push(page);
  return pages;
}
const keysIn = (pages: readonly Page<Ticket>[]): string[] =>
  pages.flatMap((page) => page.items.map((ticket) => ticket.key));

async function withTickets(count: number, options: Parameters<typeof openSandboxSite>[0] = {}) {
  const clock = new ManualClock(Date.UTC(2026, 5, 1, 8));
  const opened = await openSandboxSite({ clock, ...options });
  const times: string[] = [];
  for (let number = 1; number <= count; number += 1) {
    await clock.advance(60_000);
    times.push(new Date(clock.now()).toISOString());
    await opened.sandbox.createTicket({ summary: `Ticket ${number}`, description: 'error_code_12' });
  }
  return { opened, clock, times };
}

describe('reading one ticket', () => {
  it('gives the canonical ticket', async () => {
    const opened = await openSandboxSite();
    const ticket = await opened.newTicket();
    expect(ticket).toMatchObject({
      key: 'SUP-1',
      type: 'incident',
      project: 'SUP',
      summary: 'VPN drops',
      description: 'Every hour error_code_12',
      state: { phase: 'new' },
      requester: { kind: 'human' },
      custom: { Topic: null, Components: [] },
      isRestricted: false,
      url: 'https://jira.sandbox.invalid/browse/SUP-1',
    });
    // Read with the issue for others; no part of the ticket, which is kept.
    expect(Object.keys(ticket.vendor)).not.toEqual(expect.arrayContaining(['changelog']));
    expect(Object.keys(ticket.vendor)).not.toEqual(expect.arrayContaining(['editmeta']));
  });

  it('works through the gateway with an OAuth 2.0 client, and links to the site', async () => {
    const opened = await openSandboxSite({ isOAuth: true });
    const ticket = await opened.newTicket();
    expect(ticket.url).toBe('https://jira.sandbox.invalid/browse/SUP-1');
    expect(opened.sent).toEqual([
      'POST /oauth/token',
      `GET /ex/jira/${opened.sandbox.cloudId}/rest/api/3/issue/${ticket.id}`,
    ]);
  });

  it('says not-found for a ticket that is gone, and never climbs out of the API', async () => {
    const opened = await openSandboxSite();
    await expect(ticketsOf(opened).read('99999')).rejects.toMatchObject({ code: 'not-found' });
    await expect(ticketsOf(opened).read('../../myself')).rejects.toMatchObject({ name: 'SignalboxError' });
  });
});

describe('reading many tickets', () => {
  it('takes one request a hundred; what is gone or hidden is left out', async () => {
    const { opened } = await withTickets(3);
    const ids = opened.sandbox.tickets.map(({ id }) => id);
    await opened.sandbox.deleteTicket(ids[1] ?? '');
    opened.sent.length = 0;
    const filler = Array.from({ length: 99 }, (_unused, index) => String(900_000 + index));
    const batch = await ticketsOf(opened).readMany?.([...ids, ...filler]);
    expect(batch?.tickets.map(({ key }) => key)).toEqual(['SUP-1', 'SUP-3']);
    expect(batch?.skipped).toEqual([]);
    expect(opened.sent).toEqual(Array.from({ length: 2 }, () => 'POST /rest/api/3/issue/bulkfetch'));
    expect(batch?.tickets[0]).toEqual((await pagesOf(opened))[0]?.items[0]);
  });

  it('finds a moved one by its id, under its new key', async () => {
    const { opened } = await withTickets(1);
    const [{ id } = { id: '' }] = opened.sandbox.tickets;
    expect(await opened.sandbox.moveTicket(id, 'IT')).toEqual({ key: 'IT-1' });
    const batch = await ticketsOf(opened).readMany?.([id]);
    expect(batch?.tickets).toMatchObject([{ id, key: 'IT-1', project: 'IT' }]);
    expect((await ticketsOf(opened).read('SUP-1')).key).toBe('IT-1');
  });
});

describe('searching', () => {
  it('gives every ticket once, oldest change first, over pages, and proves the end', async () => {
    const { opened } = await withTickets(7);
    const pages = await pagesOf(opened, { pageSize: 3 });
    expect(keysIn(pages)).toEqual([1, 2, 3, 4, 5, 6, 7].map((number) => `SUP-${number}`));
    expect(pages.map(({ isLast }) => isLast)).toEqual([false, false, true]);
  });

  it('resumes after any page, in another process, without loss', async () => {
    const { opened } = await withTickets(7);
    const pages = await pagesOf(opened, { pageSize: 2 });
    for (const [index, page] of pages.entries()) {
      const rest = await pagesOf(opened, { pageSize: 2, checkpoint: page.checkpoint });
      expect(keysIn(rest)).toEqual(keysIn(pages.slice(index + 1)));
    }
  });

  it('finds after the end what changed since, and nothing else', async () => {
    const { opened, clock } = await withTickets(3);
    const checkpoint = (await pagesOf(opened)).at(-1)?.checkpoint;
    await clock.advance(1_000);
    await opened.sandbox.editTicket('SUP-1', { priority: 'High' });
    expect(keysIn(await pagesOf(opened, { checkpoint }))).toEqual(['SUP-1']);
  });

  it('tells tickets of one millisecond apart', async () => {
    const { opened } = await withTickets(0);
    for (let number = 0; number < 5; number += 1) {
      await opened.sandbox.createTicket({ summary: `Same time ${number}`, description: '' });
    }
    const pages = await pagesOf(opened, { pageSize: 2 });
    expect(keysIn(pages)).toEqual(['SUP-1', 'SUP-2', 'SUP-3', 'SUP-4', 'SUP-5']);
    expect(keysIn(await pagesOf(opened, { checkpoint: pages[0]?.checkpoint }))).toEqual([
      'SUP-3',
      'SUP-4',
      'SUP-5',
    ]);
  });

  it('loses nothing to an index that lags: what it shows late is found on resuming', async () => {
    const { opened, clock } = await withTickets(1);
    opened.sandbox.setIndexLag(20_000);
    await clock.advance(60_000);
    await opened.sandbox.createTicket({ summary: 'indexed late', description: '' });
    opened.sandbox.setIndexLag(0);
    await clock.advance(1_000);
    await opened.sandbox.createTicket({ summary: 'indexed at once', description: '' });
    const first = await pagesOf(opened);
    expect(keysIn(first)).toEqual(['SUP-1', 'SUP-3']);
    await clock.advance(30_000);
    expect(keysIn(await pagesOf(opened, { checkpoint: first.at(-1)?.checkpoint }))).toEqual(['SUP-2']);
  });

  it('keeps to its window: from inclusive, to exclusive, to the millisecond, in any time zone', async () => {
    const { opened, times } = await withTickets(5, { timeZone: 'Pacific/Auckland' });
    const query = { updatedFrom: times[1], updatedTo: times[3] };
    expect(keysIn(await pagesOf(opened, query))).toEqual(['SUP-2', 'SUP-3']);
    expect(await ticketsOf(opened).count?.(query)).toBe(2);
  });

  it('keeps to projects: those of the configuration, and of these the ones asked for', async () => {
    const { opened } = await withTickets(2, { configuration: { projects: ['SUP'] } });
    expect(keysIn(await pagesOf(opened))).toEqual(['SUP-1', 'SUP-2']);
    expect(keysIn(await pagesOf(opened, { projects: ['IT'] }))).toEqual([]);
    expect(await ticketsOf(opened).count?.({ projects: ['IT'] })).toBe(0);
  });

  it('keeps to types, and cannot say then how many there are', async () => {
    const { opened } = await withTickets(1);
    await opened.sandbox.createTicket({ summary: 'x', description: '', issueType: '[System] Change' });
    expect(keysIn(await pagesOf(opened, { types: ['change'] }))).toEqual(['SUP-2']);
    expect(await ticketsOf(opened).count?.({ types: ['change'] })).toBeNull();
  });

  it('refuses a checkpoint that is not its own', async () => {
    const opened = await openSandboxSite();
    await expect(pagesOf(opened, { checkpoint: 'bm90IG91cnM' })).rejects.toMatchObject({
      code: 'unreadable',
    });
  });

  it('fails when Jira does, instead of ending early', async () => {
    const { opened } = await withTickets(5);
    const seen: string[] = [];
    const reading = (async () => {
      for await (const page of ticketsOf(opened).search({ pageSize: 2 })) {
        seen.push(...keysIn([page]));
        opened.beforeRequest = async () => {
          opened.beforeRequest = null;
          throw new SignalboxError('aborted', 'shutting down');
        };
      }
    })();
    await expect(reading).rejects.toMatchObject({ code: 'aborted' });
    expect(seen).toEqual(['SUP-1', 'SUP-2']);
  });

  it('writes project keys so that they stay keys', () => {
    expect(jqlOf({ from: null, to: null, projects: ['A" OR project = "B'] })).toBe(
      'updated >= 0 AND project in ("A\\" OR project = \\"B") ORDER BY updated ASC, key ASC',
    );
  });
});

describe('a cursor', () => {
  const sightings = fc.array(
    fc.record({ id: fc.nat(50).map(String), updated: fc.integer({ min: 0, max: 3 * overlapMs }) }),
  );

  it('remembers everything it could meet again, and survives being written down', () => {
    fc.assert(
      fc.property(sightings, (rows) => {
        const cursor = readCursor(writeCursor(advanced(firstCursor, rows)));
        const from = resumeFrom(cursor, null);
        // Of several sightings of one ticket only the last can come again.
        const last = new Map(rows.map(({ id, updated }) => [id, updated]));
        for (const [id, updated] of last) {
          if (updated >= (from ?? 0)) expect(wasSeen(cursor, { id, updated })).toBe(true);
        }
      }),
    );
  });

  it('never resumes later than the newest change, nor before the window', () => {
    fc.assert(
      fc.property(sightings, fc.nat(), (rows, windowFrom) => {
        const cursor = advanced(firstCursor, rows);
        const from = resumeFrom(cursor, windowFrom);
        expect(from).toBeGreaterThanOrEqual(windowFrom);
        if (cursor.newest !== null) expect(from).toBeLessThanOrEqual(Math.max(windowFrom, cursor.newest));
      }),
    );
  });
});

describe('history', () => {
  it('is oldest first, by canonical path, and tells our own changes', async () => {
    const opened = await openSandboxSite();
    const ticket = await opened.newTicket();
    await opened.sandbox.editTicket(ticket.id, { priority: 'High', customfield_10050: 'Hardware' });
    await opened.site.changes?.apply({
      actionId: 'sb-1',
      ticketId: ticket.id,
      ticketKey: ticket.key,
      ticketType: ticket.type,
      project: ticket.project,
      fields: [{ path: 'labels', operation: 'add', from: null, to: { value: 'vpn', label: 'vpn' } }],
      explanation: null,
    });
    const history = await historyOf(opened, ticket.id);
    expect(history).toMatchObject([
      {
        path: 'priority',
        isOwn: false,
        from: { value: '3', label: 'Medium' },
        to: { value: '2', label: 'High' },
      },
      { path: 'custom.Topic', isOwn: false, from: null, to: { value: '10050001', label: 'Hardware' } },
      { path: 'labels', isOwn: true, from: null, to: { label: 'vpn' } },
    ]);
    expect(history[0]?.actor?.name).toBe('Ada Agent');
  });

  it('is read to its end, however long', async () => {
    const opened = await openSandboxSite();
    const ticket = await opened.newTicket();
    for (let turn = 0; turn < 120; turn += 1) {
      await opened.sandbox.editTicket(ticket.id, { priority: turn % 2 === 0 ? 'High' : 'Low' });
    }
    expect(await historyOf(opened, ticket.id)).toHaveLength(120);
  });

  it('is whole at every length, whatever Jira cuts off inside an issue', async () => {
    const opened = await openSandboxSite();
    const ticket = await opened.newTicket();
    for (let count = 1; count <= 42; count += 1) {
      await opened.sandbox.editTicket(ticket.id, { priority: count % 2 === 0 ? 'High' : 'Low' });
      const history = await historyOf(opened, ticket.id);
      expect(history).toHaveLength(count);
      expect(history.at(-1)?.to?.label).toBe(count % 2 === 0 ? 'High' : 'Low');
    }
  });

  it('comes with the ticket; of one that was found by a search it costs one request', async () => {
    const opened = await openSandboxSite();
    const { id } = await opened.newTicket();
    await opened.sandbox.editTicket(id, { customfield_10050: 'Hardware' });
    const read = await ticketsOf(opened).read(id);
    const found = (await pagesOf(opened))[0]?.items[0];
    if (!found) throw new Error('the search found nothing');
    opened.sent.length = 0;
    const history = await ticketsOf(opened).history(read);
    expect(history).toMatchObject([{ path: 'custom.Topic', to: { label: 'Hardware' } }]);
    expect(opened.sent).toEqual([]);
    expect(await ticketsOf(opened).history(found)).toEqual(history);
    expect(await ticketsOf(opened).history(structuredClone(read))).toEqual(history);
    expect(opened.sent).toHaveLength(2);
  });

  it('is fetched by itself where Jira leaves it out of the issue', async () => {
    const opened = await openSandboxSite();
    const { id } = await opened.newTicket();
    await opened.sandbox.editTicket(id, { priority: 'High' });
    opened.onAnswer = (body) => body.replace('"changelog":', '"withheld":');
    expect(await historyOf(opened, id)).toMatchObject([{ path: 'priority', to: { label: 'High' } }]);
    expect(opened.sent.at(-1)).toBe(`GET /rest/api/3/issue/${id}/changelog`);
  });

  it('asks once whose credentials these are where the configuration does not say', async () => {
    const opened = await openSandboxSite({ configuration: { accountId: undefined } });
    const ticket = await opened.newTicket();
    await opened.sandbox.editTicket(ticket.id, { priority: 'High' }, 'Signalbox');
    opened.sandbox.addFault({ kind: 'cut-before-effect', match: /myself/ });
    for (let turn = 0; turn < 3; turn += 1) {
      expect(await historyOf(opened, ticket.id)).toMatchObject([{ path: 'priority', isOwn: true }]);
    }
    // The first was cut, and repeated.
    expect(opened.sent.filter((line) => line.endsWith('/myself'))).toHaveLength(2);
  });

  it('of an untouched ticket is empty', async () => {
    const opened = await openSandboxSite();
    expect(await ticketsOf(opened).history(await opened.newTicket())).toEqual([]);
  });
});
