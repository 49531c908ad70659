import type { TransportResponse } from '../../http/index.ts';
import type { FaultKind } from '../../sandbox/index.ts';
import { type Bench, check, need, newTicket, newTickets, readAll } from '../bench/index.ts';
import type { ConformanceCase } from '../conformance-case.ts';

const waitMs = 20_000;

/** When the vendor said that the next request may come, in milliseconds since the epoch; null: it gave no hint. */
function permittedFrom({ headers }: TransportResponse, answeredAt: number): number | null {
  const retryAfter = headers['retry-after'];
  if (retryAfter !== undefined) {
    return /^\d+$/.test(retryAfter) ? answeredAt + Number(retryAfter) * 1000 : Date.parse(retryAfter);
  }
  const reset = headers['x-ratelimit-reset'];
  if (headers['x-ratelimit-remaining'] !== '0' || reset === undefined) return null;
  return /^\d+$/.test(reset) ? Number(reset) * 1000 : Date.parse(reset);
}

/** Fails unless the request was sent again, and not before the time that the vendor named. */
function checkWaited({ exchanges }: Bench, since: number): void {
  const [refused, ...later] = exchanges.slice(since);
  const status = refused?.response?.status;
  check(
    refused?.response !== null && refused !== undefined && (status === 429 || status === 403),
    `The sandbox played no limit (429, or GitHub's 403), but answered ${status}.`,
  );
  const from = permittedFrom(refused.response, refused.endedAt);
  const early = later.find(({ startedAt }) => from !== null && startedAt < from);
  check(
    early === undefined,
    `The vendor asked to wait for ${waitMs / 1000} s, and the next request left earlier (${early?.request.method}).`,
  );
}

function limitCase(name: string, kind: FaultKind): ConformanceCase {
  return {
    name,
    needs: ['tickets'],
    async run(bench) {
      const { id } = await newTicket(bench);
      const since = bench.exchanges.length;
      bench.sandbox.addFault({ kind, delayMs: waitMs });
      const ticket = await need(bench.site, 'tickets').read(id, { lane: 'backfill' });
      check(ticket.id === id, 'Another ticket came.');
      checkWaited(bench, since);
    },
  };
}

export const limitCases: readonly ConformanceCase[] = [
  limitCase(
    'limits: 429 for the quota, `Retry-After` in seconds: it waits as long, and then goes on',
    'rate-limit',
  ),
  limitCase('limits: 429 with `Retry-After` as an HTTP date: it waits until then', 'rate-limit-date'),
  limitCase('limits: 429 for a burst: it slows down, and goes on', 'rate-limit-burst'),
  {
    name: 'limits: 429 in the middle of a reading loses no page',
    needs: ['tickets'],
    async run(bench) {
      const ids = await newTickets(bench, 6);
      const reading = await readAll(bench, { pageSize: 2 }, (_, index) => {
        if (index < 2)
          bench.sandbox.addFault({ kind: index === 0 ? 'rate-limit' : 'rate-limit-date', delayMs: waitMs });
      });
      check(
        ids.every((id) => reading.ids.includes(id)),
        'A page was lost when the vendor asked to wait.',
      );
    },
  },
  {
    name: 'limits: after a 429 for the quota every other request of the site waits, too',
    needs: ['tickets'],
    async run(bench) {
      const ids = await newTickets(bench, 3);
      const since = bench.exchanges.length;
      bench.sandbox.addFault({ kind: 'rate-limit', delayMs: waitMs });
      const { read } = need(bench.site, 'tickets');
      await read(ids[0] ?? '', { lane: 'backfill' });
      await Promise.all(ids.map((id) => read(id, { lane: 'backfill' })));
      checkWaited(bench, since);
    },
  },
  {
    name: 'faults: a read that meets 500 or 503, with and without a hint, is repeated',
    needs: ['tickets'],
    async run(bench) {
      const { id } = await newTicket(bench);
      bench.sandbox.addFault({ kind: 'server-error' });
      bench.sandbox.addFault({ kind: 'unavailable' });
      bench.sandbox.addFault({ kind: 'unavailable', delayMs: waitMs });
      const ticket = await need(bench.site, 'tickets').read(id, { lane: 'backfill' });
      check(ticket.id === id, 'Another ticket came.');
    },
  },
  {
    name: 'faults: a read whose connection is cut is repeated',
    needs: ['tickets'],
    async run(bench) {
      const { id } = await newTicket(bench);
      bench.sandbox.addFault({ kind: 'cut-before-effect' });
      bench.sandbox.addFault({ kind: 'cut-after-effect' });
      check((await need(bench.site, 'tickets').read(id)).id === id, 'Another ticket came.');
    },
  },
  {
    name: 'faults: an answer that takes longer than the time-out is not waited for for ever',
    needs: ['tickets'],
    async run(bench) {
      const { id } = await newTicket(bench);
      const startedAt = bench.clock.now();
      const hourMs = 3_600_000;
      bench.sandbox.addFault({ kind: 'slow', delayMs: 24 * hourMs });
      await need(bench.site, 'tickets').read(id, { lane: 'backfill' });
      check(bench.clock.now() - startedAt < hourMs, 'The connector waited for an answer that took a day.');
    },
  },
];
