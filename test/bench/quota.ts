import { setTimeout as delay } from 'node:timers/promises';
import { createTestDatabase } from '@signalbox/bridge/testing';
import { startChild } from './child.ts';
import { disposing } from './disposing.ts';
import { type Aim, atLeast, atMost, type Measurement, rounded } from './measurement.ts';
import type { QuotaClient, QuotaClientResult } from './quota-client.ts';
import {
  grantedBy,
  hourMs,
  learnMs,
  measureMs,
  type QuotaPlan,
  type QuotaWay,
  type SeenAnswer,
  windowMs,
} from './quota-plan.ts';

interface QuotaResult extends QuotaPlan {
  /** Of what the share allows in the windows that were measured, 0-1. */
  readonly used: number;
  /** The most in one window, 0-1; of a burst: in any second. */
  readonly most: number;
  readonly refusedWhileLearning: number;
  readonly refusedAfter: number;
  readonly ticketsPerSecond: number;
}

const ways: readonly QuotaWay[] = ['points', 'hour', 'burst'];
const titles: Readonly<Record<QuotaWay, string>> = {
  points: 'Jira, points',
  hour: 'ServiceNow, requests, counted late',
  burst: 'Jira, burst',
};
const plans: readonly QuotaPlan[] = ways.flatMap((way) =>
  [1, 0.25].flatMap((share) => [1, 2].map((processes) => ({ way, share, processes }))),
);
const nameOf = ({ way, share, processes }: QuotaPlan): string =>
  `${titles[way]}, share ${share}, ${processes === 1 ? 'one process' : `${processes} processes`}`;

const sum = (answers: readonly SeenAnswer[]): number =>
  answers.reduce((total, { points }) => total + points, 0);

/** What the vendor saw from `from` on, which is the beginning of a window. */
function resultOf(
  plan: QuotaPlan,
  seen: readonly SeenAnswer[],
  from: number,
  tickets: number,
  startedAt: number,
): QuotaResult {
  const until = from + measureMs;
  const measured = seen.filter(({ at }) => at >= from && at < until);
  const length = windowMs(plan.way);
  const beginnings =
    plan.way === 'burst'
      ? measured.map(({ at }) => at)
      : Array.from({ length: measureMs / length }, (_, index) => from + index * length);
  const inWindows = beginnings.map((begin) =>
    sum(measured.filter(({ at }) => at >= begin && at < begin + length)),
  );
  const refused = (answers: readonly SeenAnswer[]) => answers.filter(({ isRefused }) => isRefused).length;
  return {
    ...plan,
    used: sum(measured) / ((measureMs / length) * grantedBy(plan)),
    most: Math.max(0, ...inWindows) / grantedBy(plan),
    refusedWhileLearning: refused(seen.filter(({ at }) => at < from)),
    refusedAfter: refused(measured),
    ticketsPerSecond: tickets / ((until - startedAt) / 1_000),
  };
}

async function run(plan: QuotaPlan, stack: AsyncDisposableStack, signal: AbortSignal): Promise<QuotaResult> {
  const database = await createTestDatabase();
  stack.defer(database.drop);
  const vendor = stack.use(startChild(new URL('quota-vendor.ts', import.meta.url)));
  const access = await vendor.call<QuotaClient['access']>('start', plan);
  const clients = Array.from({ length: plan.processes }, () =>
    stack.use(startChild(new URL('quota-client.ts', import.meta.url))),
  );
  const input: QuotaClient = { plan, database: database.url, access };
  // One after the other: the first brings the database up to date.
  for (const client of clients) await client.call('start', input);
  const startedAt = Date.now();
  const from = Math.ceil((startedAt + learnMs[plan.way]) / hourMs) * hourMs;
  await delay(from + measureMs - startedAt, undefined, { signal });
  const results = await Promise.all(clients.map((client) => client.call<QuotaClientResult>('stop')));
  const tickets = results.reduce((total, result) => total + result.tickets, 0);
  return resultOf(plan, await vendor.call<readonly SeenAnswer[]>('stop'), from, tickets, startedAt);
}

function aimsOf(results: readonly QuotaResult[]): readonly Aim[] {
  return [1, 2].flatMap((processes) => {
    const those = results.filter((result) => result.processes === processes);
    const who = processes === 1 ? 'one process' : `${processes} processes together`;
    return [
      atLeast(`granted share used, ${who}, least of all`, Math.min(...those.map(({ used }) => used)), 0.97),
      atMost(
        `refusals (429) after learning, ${who}`,
        those.reduce((total, { refusedAfter }) => total + refusedAfter, 0),
        0,
        '',
      ),
    ];
  });
}

const percent = (part: number): string => (100 * part).toFixed(1);

export const quota: Measurement = {
  name: 'quota',
  title: "A vendor's limits",
  async measure({ progress, signal }) {
    const results: QuotaResult[] = [];
    for (const plan of plans) {
      progress(`quota: ${nameOf(plan)}`);
      results.push(await disposing((stack) => run(plan, stack, signal)));
    }
    return {
      method: `Full syncs, again and again, of a sandbox in a process of its own, over HTTP, that refuses what is over its limit: Jira's points of an hour, its burst limit, a ServiceNow rule of requests per user and hour, whose counts take effect late as on the platform. An hour lasts ${hourMs / 1_000} s here; the share of it is 8,000 points or 160 requests. With share 1 the whole limit is granted, with 0.25 it is four times what is granted. The burst limit with share 1 is 20 requests in any second, where the connector expects 100 and has to learn; with share 0.25 it is the documented 100. Two processes are two bridges on one PostgreSQL. Counted by the vendor over ${measureMs / 1_000} s (three hours, or ${measureMs / 1_000} seconds of a burst), after ${learnMs.points / 1_000} to ${learnMs.burst / 1_000} s to learn.`,
      table: {
        header: [
          'limit',
          'share',
          'processes',
          'share used %',
          'most in a window %',
          '429 while learning',
          '429 after',
          'tickets /s',
        ],
        rows: results.map((result) => [
          titles[result.way],
          String(result.share),
          String(result.processes),
          percent(result.used),
          percent(result.most),
          String(result.refusedWhileLearning),
          String(result.refusedAfter),
          rounded(result.ticketsPerSecond),
        ]),
      },
      figures: { results },
      aims: aimsOf(results),
    };
  },
};
