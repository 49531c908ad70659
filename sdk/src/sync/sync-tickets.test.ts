import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../clock/index.ts';
import type { Bound, TicketQuery, TicketsCapability } from '../connector/index.ts';
import { SignalboxError } from '../errors/index.ts';
import type { Ticket } from '../model/index.ts';
import { completenessCertificateSchema, hiddenByAccessRules, type Page } from '../reading/index.ts';
import { syncTickets } from './sync-tickets.ts';

const ticket = (id: string, version = '1') => ({ id, version, summary: 'my printer burns' }) as Ticket;
const page = (
  items: readonly Ticket[],
  checkpoint: string,
  more: Partial<Page<Ticket>> = {},
): Page<Ticket> => ({
  items,
  skipped: [],
  checkpoint,
  isLast: false,
  ...more,
});

function siteWith(
  search: (query: TicketQuery, signal?: AbortSignal) => AsyncIterable<Page<Ticket>>,
  count?: () => Promise<number | null>,
) {
  const unused = () => Promise.reject(new Error('not used here'));
  const tickets: Bound<TicketsCapability<unknown>> = {
    read: unused,
    history: unused,
    search: (query, options) => search(query, options?.signal),
    ...(count ? { count } : {}),
  };
  return { name: 'support', clock: new ManualClock(), tickets };
}

async function* pagesOf(pages: readonly (Page<Ticket> | Error)[]) {
  for (const item of pages) {
    if (item instanceof Error) throw item;
    yield item;
  }
}

async function synced(
  pages: readonly (Page<Ticket> | Error)[],
  count?: () => Promise<number | null>,
  query: TicketQuery = {},
) {
  const received: string[] = [];
  const certificate = await syncTickets(
    siteWith(() => pagesOf(pages), count),
    query,
    {
      onPage: (items) => {
        received.push(...items.map(({ id, version }) => `${id}@${version}`));
      },
    },
  );
  expect(completenessCertificateSchema.parse(certificate)).toEqual(certificate);
  return { certificate, received };
}

test('a reading to the last page, in which nothing is missing, is complete', async () => {
  const { certificate, received } = await synced(
    [page([ticket('1'), ticket('2')], 'a'), page([ticket('3')], 'b', { isLast: true })],
    async () => 3,
    { updatedFrom: '2026-01-01T00:00:00Z', updatedTo: '2026-02-01T00:00:00Z' },
  );
  expect(received).toEqual(['1@1', '2@1', '3@1']);
  expect(certificate).toMatchObject({
    site: 'support',
    from: '2026-01-01T00:00:00Z',
    to: '2026-02-01T00:00:00Z',
    countedByVendor: 3,
    received: 3,
    unaccounted: 0,
    complete: true,
    checkpoint: 'b',
    failure: null,
  });
});

test('overlapping pages give each version of a ticket once, and each ticket counts once', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.array(fc.record({ id: fc.constantFrom('1', '2', '3'), version: fc.constantFrom('1', '2') })),
      ),
      async (rows) => {
        const pages = rows.map((items, index) =>
          page(
            items.map(({ id, version }) => ticket(id, version)),
            String(index),
            { isLast: index === rows.length - 1 },
          ),
        );
        const { certificate, received } = await synced(pages);
        const ids = rows.flat().map(({ id }) => id);
        expect(certificate.received).toBe(new Set(ids).size);
        expect(received.length + certificate.repeated).toBe(ids.length);
        expect(new Set(received.map((row) => row.split('@')[0]))).toEqual(new Set(ids));
      },
    ),
  ));

describe('a reading is never complete', () => {
  const last = page([ticket('1')], 'z', { isLast: true });

  test('when a page fails; the checkpoint is that of the last page handled', async () => {
    const failure = new SignalboxError('vendor-unavailable', 'The site support failed to answer.');
    const { certificate } = await synced([page([ticket('1')], 'a'), failure], async () => 9);
    expect(certificate).toMatchObject({
      complete: false,
      received: 1,
      checkpoint: 'a',
      failure: { code: 'vendor-unavailable' },
    });
  });

  test('when the pages stop without a last one', async () => {
    const { certificate } = await synced([page([ticket('1')], 'a')]);
    expect(certificate).toMatchObject({ complete: false, failure: { code: 'vendor-contract' } });
  });

  test('when a page leads to itself', async () => {
    const { certificate } = await synced([page([ticket('1')], 'a'), page([ticket('1')], 'a')]);
    expect(certificate).toMatchObject({ complete: false, failure: { code: 'vendor-contract' } });
  });

  test('when the vendor counts more than it hands over', async () => {
    const { certificate } = await synced([last], async () => 4);
    expect(certificate).toMatchObject({ complete: false, unaccounted: 3, failure: null });
  });

  test('when rows were hidden or could not be used, each told apart', async () => {
    const skipped = [
      { id: '2', reason: hiddenByAccessRules },
      { id: null, reason: hiddenByAccessRules },
      { id: '3', reason: 'has no key' },
    ];
    const { certificate } = await synced([{ ...last, skipped }], async () => 4);
    expect(certificate).toMatchObject({
      complete: false,
      blankByAccessRules: 2,
      skipped: [{ id: '3', reason: 'has no key' }],
      unaccounted: 0,
    });
  });

  test('when what receives the pages fails; nothing of the ticket is told', async () => {
    const certificate = await syncTickets(
      siteWith(() => pagesOf([page([ticket('1')], 'a'), last])),
      {},
      {
        onPage: () => {
          throw new Error('cannot store my printer burns');
        },
      },
    );
    expect(certificate).toMatchObject({ complete: false, checkpoint: null, failure: { code: 'failed' } });
    expect(JSON.stringify(certificate)).not.toContain('printer');
  });

  test('when it is stopped', async () => {
    const controller = new AbortController();
    const certificate = await syncTickets(
      siteWith(() => pagesOf([page([ticket('1')], 'a'), last])),
      {},
      { onPage: () => controller.abort(), signal: controller.signal },
    );
    expect(certificate).toMatchObject({ complete: false, checkpoint: 'a', failure: { code: 'aborted' } });
  });

  test('when the vendor cannot be asked for its count, or the site reads no tickets', async () => {
    const { certificate } = await synced([last], () =>
      Promise.reject(new SignalboxError('permission', 'The site support does not permit this.')),
    );
    expect(certificate).toMatchObject({ complete: false, failure: { code: 'permission' } });
    const none = { ...siteWith(() => pagesOf([])), tickets: undefined };
    expect(await syncTickets(none, {}, { onPage: () => undefined })).toMatchObject({
      complete: false,
      failure: { code: 'configuration' },
    });
  });
});

test('a row that could not be used at first and came whole later is not skipped', async () => {
  const { certificate } = await synced(
    [
      page([], 'a', { skipped: [{ id: '1', reason: 'has no key' }] }),
      page([ticket('1')], 'b', { isLast: true, skipped: [{ id: '1', reason: 'has no key' }] }),
    ],
    async () => 1,
  );
  expect(certificate).toMatchObject({ received: 1, skipped: [], complete: true });
});

test('tickets that come or go while they are read do not spoil it: the smaller count stands', async () => {
  const counts = [2, 1];
  const { certificate } = await synced(
    [page([ticket('1')], 'a', { isLast: true })],
    async () => counts.shift() ?? null,
  );
  expect(certificate).toMatchObject({ countedByVendor: 1, complete: true });
});

test('a resumed reading starts at its checkpoint and is not held to the count of the whole', async () => {
  const asked: TicketQuery[] = [];
  const site = siteWith(
    (query) => {
      asked.push(query);
      return pagesOf([page([ticket('3')], 'b', { isLast: true })]);
    },
    async () => 3,
  );
  const certificate = await syncTickets(site, { checkpoint: 'a' }, { onPage: () => undefined });
  expect(asked).toEqual([{ checkpoint: 'a' }]);
  expect(certificate).toMatchObject({ countedByVendor: null, received: 1, complete: true, checkpoint: 'b' });
});
