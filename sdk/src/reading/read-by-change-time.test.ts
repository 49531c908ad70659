import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defineTicket, type Ticket } from '../model/index.ts';
import { readByChangeTime } from './read-by-change-time.ts';

const ticketAt = (id: string, updated: number): Ticket =>
  defineTicket({
    id,
    site: 's',
    key: id,
    type: 'request',
    summary: '',
    description: '',
    state: { value: 'new', label: 'new', phase: 'new' },
    created: '2026-01-01',
    updated: new Date(updated).toISOString(),
    url: 'https://example.com',
  });

/** A vendor that lists by change time, with pages of this size. */
const vendor =
  (tickets: () => readonly Ticket[], size: number) => async (from: string | null, page: number) => {
    const found = tickets()
      .filter(({ updated }) => from === null || updated >= from)
      .toSorted((left, right) => (left.updated < right.updated ? -1 : left.updated > right.updated ? 1 : 0));
    return {
      tickets: found.slice(page * size, (page + 1) * size),
      hasMore: (page + 1) * size < found.length,
    };
  };

const reading = { connector: 'desk', query: {} };

test('every ticket comes, once, in pages of any size and however many changed in one moment', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 20 }),
      fc.integer({ min: 1, max: 5 }),
      async (moments, size) => {
        const tickets = moments.map((moment, index) => ticketAt(String(index), 1_000_000 + moment * 1_000));
        const pages = await Array.fromAsync(
          readByChangeTime({ ...reading, fetch: vendor(() => tickets, size) }),
        );
        const ids = pages.flatMap(({ items }) => items.map(({ id }) => id));
        expect(ids.toSorted()).toEqual(tickets.map(({ id }) => id).toSorted());
        expect(pages.map(({ isLast }) => isLast)).toEqual(
          pages.map((_, index) => index === pages.length - 1),
        );
      },
    ),
  );
});

test('a reading that resumes after any page gets the rest, and what changed since', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 15 }),
      fc.integer({ min: 1, max: 4 }),
      fc.nat(),
      async (seconds, size, stop) => {
        const tickets = seconds.map((second, index) => ticketAt(String(index), 1_000_000 + second * 1_000));
        const fetch = vendor(() => tickets, size);
        const pages = await Array.fromAsync(readByChangeTime({ ...reading, fetch }));
        const { checkpoint } = pages[stop % pages.length] ?? {};
        const before = pages
          .slice(0, (stop % pages.length) + 1)
          .flatMap(({ items }) => items.map(({ id }) => id));
        tickets.push(ticketAt('later', 1_000_000 + 400_000));
        const rest = await Array.fromAsync(readByChangeTime({ ...reading, query: { checkpoint }, fetch }));
        const all = new Set([...before, ...rest.flatMap(({ items }) => items.map(({ id }) => id))]);
        expect([...all].toSorted()).toEqual(tickets.map(({ id }) => id).toSorted());
      },
    ),
  );
});

test('a checkpoint of another connector, and a time that is none, are refused', async () => {
  const fetch = vendor(() => [ticketAt('1', 1_000_000)], 2);
  const [page] = await Array.fromAsync(readByChangeTime({ ...reading, fetch }));
  const foreign = { connector: 'other', query: { checkpoint: page?.checkpoint }, fetch };
  await expect(Array.fromAsync(readByChangeTime(foreign))).rejects.toMatchObject({ code: 'unreadable' });
  const never = { ...reading, query: { updatedFrom: 'yesterday' }, fetch };
  await expect(Array.fromAsync(readByChangeTime(never))).rejects.toThrow(RangeError);
});
