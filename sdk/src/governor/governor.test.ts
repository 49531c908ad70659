import { describe, expect, test } from 'vitest';
import { ManualClock } from '../clock/index.ts';
import {
  type GovernedRequest,
  type GovernedResponse,
  type TransportRequest,
  type TransportResponse,
  transportFailure,
} from '../http/index.ts';
import { createGovernor, type GovernorOptions } from './governor.ts';
import type { Limits } from './limits.ts';
import type { RequestObservation } from './snapshot.ts';

const limits: Limits = {
  share: 1,
  requestsPerSecond: 1000,
  maxConcurrent: 4,
  timeoutMs: 1000,
  longestRequestMs: 2000,
};

const request = (more: Partial<GovernedRequest> = {}): GovernedRequest => ({
  method: 'GET',
  url: 'https://example.com/x',
  headers: {},
  body: undefined,
  timeoutMs: 1000,
  signal: undefined,
  lane: 'webhook',
  kind: 'read',
  isRepeatable: more.method === undefined || more.method === 'GET',
  ticketId: undefined,
  points: 1,
  accept: [],
  ...more,
});

const answer = (status: number, headers: Record<string, string> = {}): TransportResponse => ({
  status,
  headers,
  body: '',
});

type Step = TransportResponse | 'refused' | 'cut' | 'timeout';

/** A vendor that answers with the steps in turn, and with 200 after them. */
function governed(steps: readonly Step[], more: Partial<GovernorOptions> = {}) {
  const clock = new ManualClock();
  const start = clock.now();
  const left = [...steps];
  const sent: { readonly at: number; readonly request: TransportRequest }[] = [];
  const observed: RequestObservation[] = [];
  const governor = createGovernor({
    site: 'support',
    limits,
    clock,
    random: () => 0.5,
    onRequest: (observation) => observed.push(observation),
    transport: async (outgoing) => {
      sent.push({ at: clock.now() - start, request: outgoing });
      const step = left.shift() ?? answer(200);
      if (step === 'refused') throw transportFailure(outgoing, 'network', false, 'ECONNREFUSED');
      if (step === 'cut') throw transportFailure(outgoing, 'network', true, 'ECONNRESET');
      if (step === 'timeout') throw transportFailure(outgoing, 'timeout', true);
      return step;
    },
    ...more,
  });
  /** Lets time pass until the request has ended. */
  const ended = async (outgoing: GovernedRequest): Promise<GovernedResponse | { readonly code?: string }> => {
    let outcome: GovernedResponse | { readonly code?: string } | undefined;
    void governor.execute(outgoing).then(
      (response) => {
        outcome = response;
      },
      (error: { readonly code?: string }) => {
        outcome = error;
      },
    );
    for (let second = 0; second < 7200 && !outcome; second += 1) await clock.advance(1000);
    if (!outcome) throw new Error('The request never ended.');
    return outcome;
  };
  return { clock, governor, sent, observed, ended };
}

const write = { method: 'PUT', body: '{}', kind: 'write', isRepeatable: false } as const;

describe('what is repeated', () => {
  test.each<[string, Step]>([
    ['a refusal for too many requests', answer(429, { 'retry-after': '1' })],
    ['a refused connection', 'refused'],
  ])('even a write after %s: it certainly had no effect', async (_, step) => {
    const { ended, sent } = governed([step]);
    expect(await ended(request(write))).toMatchObject({ status: 200, mayHaveTakenEffect: false });
    expect(sent).toHaveLength(2);
  });

  test.each<[string, Step]>([
    ['a time-out', 'timeout'],
    ['a cut connection', 'cut'],
    ['500', answer(500)],
    ['503', answer(503, { 'retry-after': '1' })],
    ['502', answer(502)],
  ])('not a write after %s: it may be there', async (_, step) => {
    const { ended, sent } = governed([step]);
    await ended(request(write));
    expect(sent).toHaveLength(1);
  });

  test.each<Step>(['timeout', 'cut', answer(500), answer(503), answer(504)])(
    'reading, after %j',
    async (step) => {
      const { ended, sent } = governed([step]);
      expect(await ended(request())).toMatchObject({ status: 200 });
      expect(sent).toHaveLength(2);
    },
  );

  test('no answer that is final, and none that the caller accepts', async () => {
    for (const status of [200, 301, 400, 401, 403, 404, 409, 422]) {
      const { ended, sent } = governed([answer(status)]);
      expect(await ended(request())).toMatchObject({ status });
      expect(sent).toHaveLength(1);
    }
    const { ended, sent } = governed([answer(503)]);
    expect(await ended(request({ accept: [503] }))).toMatchObject({ status: 503 });
    expect(sent).toHaveLength(1);
  });

  test('four times at most; then the last answer stands', async () => {
    const { ended, sent } = governed(Array.from({ length: 9 }, () => answer(500)));
    expect(await ended(request())).toMatchObject({ status: 500 });
    expect(sent).toHaveLength(4);
  });

  test('after a longer wait each time, with jitter between 0.7 and 1.3', async () => {
    for (const [random, factor] of [
      [0, 0.7],
      [0.5, 1],
      [1, 1.3],
    ] as const) {
      const { ended, sent } = governed([answer(500), answer(500), answer(500)], { random: () => random });
      await ended(request());
      const waits = sent.slice(1).map(({ at }, index) => at - (sent[index]?.at ?? 0));
      expect(waits).toEqual([2000, 4000, 8000].map((wait) => wait * factor));
    }
  });

  test('a repeated write that ends in a refusal still says that an earlier try may have landed', async () => {
    const repeatable = request({ ...write, isRepeatable: true });
    expect(await governed(['timeout', answer(409)]).ended(repeatable)).toMatchObject({
      status: 409,
      mayHaveTakenEffect: true,
    });
    expect(await governed(['timeout', 'refused', 'refused', 'refused']).ended(repeatable)).toMatchObject({
      code: 'network',
      mayHaveTakenEffect: true,
    });
    expect(await governed(['refused', 'refused', 'refused', 'refused']).ended(repeatable)).toMatchObject({
      code: 'network',
      mayHaveTakenEffect: false,
    });
  });
});

describe('the vendor says wait', () => {
  const quota = (seconds: number) =>
    answer(429, { 'retry-after': String(seconds), 'ratelimit-reason': 'jira-quota-tenant-based' });

  test('with a quota: the whole client waits as long as asked, then all goes on', async () => {
    const { clock, governor, sent } = governed([quota(20)]);
    const first = governor.execute(request());
    await clock.advance(10);
    const others = Array.from({ length: 3 }, () => governor.execute(request({ ticketId: '11' })));
    await clock.advance(19_900);
    expect(sent).toHaveLength(1);
    expect(governor.snapshot()).toMatchObject({
      pauseReason: 'jira-quota-tenant-based',
      requestsPerSecond: 0,
      waiting: { interactive: 0, webhook: 3, backfill: 0 },
    });
    await clock.advance(10_000);
    expect((await Promise.all([first, ...others])).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(sent.slice(1).every(({ at }) => at >= 20_000)).toBe(true);
  });

  test('with an HTTP date: the same', async () => {
    const { clock, ended, sent } = governed([
      answer(429, { 'retry-after': new Date(Date.UTC(2026, 0, 1, 0, 0, 30)).toUTCString() }),
    ]);
    expect(clock.now()).toBe(Date.UTC(2026, 0, 1));
    await ended(request());
    expect(sent[1]?.at).toBeGreaterThanOrEqual(30_000);
  });

  test('with a burst: others go on, more slowly', async () => {
    const { clock, governor, sent } = governed([
      answer(429, { 'retry-after': '5', 'ratelimit-reason': 'jira-burst-based' }),
    ]);
    void governor.execute(request());
    await clock.advance(10);
    await Promise.all([governor.execute(request()), clock.advance(100)]);
    expect(sent).toHaveLength(2);
    expect(governor.snapshot()).toMatchObject({ pausedUntil: null });
    expect(governor.snapshot().throttle).toBeLessThan(0.6);
    await clock.advance(6_000);
    expect(sent).toHaveLength(3);
  });

  test('with a limit on one ticket: writes to that one wait, all else goes on', async () => {
    const { clock, governor, sent } = governed([
      answer(429, { 'retry-after': '8', 'ratelimit-reason': 'jira-per-issue-on-write' }),
    ]);
    const held = governor.execute(request({ ...write, ticketId: '10' }));
    await clock.advance(10);
    const alsoHeld = governor.execute(request({ ...write, ticketId: '10' }));
    await clock.advance(10);
    await Promise.all([
      governor.execute(request({ ...write, ticketId: '11' })),
      governor.execute(request({ ticketId: '10' })),
      clock.advance(100),
    ]);
    expect(sent).toHaveLength(3);
    expect(governor.snapshot()).toMatchObject({ heldTickets: 1, waiting: { webhook: 1 } });
    await Promise.all([held, alsoHeld, clock.advance(9_000)]);
    expect(sent.slice(3).every(({ at }) => at >= 8_000)).toBe(true);
  });

  test('with one slot only, a held ticket does not block the others', async () => {
    const { clock, governor, sent } = governed(
      [answer(429, { 'retry-after': '8', 'ratelimit-reason': 'jira-per-issue-on-write' })],
      { limits: { ...limits, maxConcurrent: 1 } },
    );
    void governor.execute(request({ ...write, ticketId: '10' }));
    await clock.advance(10);
    void governor.execute(request({ ...write, ticketId: '10' }));
    await clock.advance(10);
    await Promise.all([governor.execute(request({ ...write, ticketId: '11' })), clock.advance(100)]);
    expect(sent).toHaveLength(2);
    await clock.advance(9_000);
    expect(sent).toHaveLength(4);
  });

  test('503 with a hint pauses the client; without one it does not', async () => {
    const hinted = governed([answer(503, { 'retry-after': '9' })]);
    await Promise.all([hinted.governor.execute(request(write)), hinted.clock.advance(10)]);
    expect(hinted.governor.snapshot()).toMatchObject({ pauseReason: '503' });
    const bare = governed([answer(503)]);
    await Promise.all([bare.governor.execute(request(write)), bare.clock.advance(10)]);
    expect(bare.governor.snapshot().pausedUntil).toBeNull();
  });

  test('longer than a caller has patience: it learns so at once, with the time to come back', async () => {
    const { clock, governor, sent } = governed([quota(1800)]);
    const outcomes: unknown[] = [];
    const keep = (outcome: unknown) => outcomes.push(outcome);
    void governor.execute(request({ lane: 'backfill' })).then(keep, keep);
    await clock.advance(10);
    await Promise.all([governor.execute(request({ lane: 'interactive' })).catch(keep), clock.advance(10)]);
    expect(outcomes).toMatchObject([
      {
        code: 'rate-limited',
        isRetryable: true,
        mayHaveTakenEffect: false,
        retryAfterMs: expect.any(Number),
      },
    ]);
    await clock.advance(2_400_000);
    expect(outcomes).toHaveLength(2);
    expect(sent).toHaveLength(2);
  });

  test('while requests are queued: those without the patience are turned away, not left hanging', async () => {
    const { clock, governor } = governed([quota(1800)], { limits: { ...limits, maxConcurrent: 1 } });
    const first = governor.execute(request());
    const queued = governor.execute(request());
    const outcomes = Promise.allSettled([first, queued]);
    await clock.advance(100);
    expect(await outcomes).toMatchObject([
      { status: 'fulfilled', value: { status: 429 } },
      { status: 'rejected', reason: { code: 'rate-limited' } },
    ]);
  });
});

describe("an announced quota is used up to the admin's share and not beyond", () => {
  function withQuota(patienceMs: number) {
    const clock = new ManualClock();
    const resetsAt = new Date(clock.now() + 600_000).toISOString();
    const times: number[] = [];
    const governor = createGovernor({
      site: 'support',
      limits: { ...limits, share: 0.25 },
      clock,
      patienceMs: { interactive: patienceMs },
      transport: async () => {
        times.push(clock.now());
        return answer(200, { 'x-ratelimit-limit': '100', 'x-ratelimit-reset': resetsAt });
      },
    });
    const outcomes = Promise.allSettled(
      Array.from({ length: 40 }, () => governor.execute(request({ lane: 'interactive' }))),
    );
    const settle = async () => {
      for (let step = 0; step < 20; step += 1) await clock.advance(100);
    };
    return { clock, governor, times, outcomes, settle, resetsAt };
  }

  test('and those with patience go when it is renewed', async () => {
    const { clock, governor, times, outcomes, settle, resetsAt } = withQuota(3_600_000);
    await settle();
    expect(times).toHaveLength(25);
    expect(governor.snapshot()).toMatchObject({
      pauseReason: 'quota-used',
      pausedUntil: new Date(Date.parse(resetsAt) + 2_000).toISOString(),
      quota: { limit: 100, granted: 25, used: 25 },
    });
    await clock.advance(602_000);
    await settle();
    expect((await outcomes).every(({ status }) => status === 'fulfilled')).toBe(true);
    expect(times.filter((at) => at >= Date.parse(resetsAt))).toHaveLength(15);
  });

  test('and those without are turned away, in the queue and at the door', async () => {
    const { governor, times, outcomes, settle } = withQuota(10);
    await settle();
    const turnedAway = (await outcomes).filter(({ status }) => status === 'rejected');
    expect(turnedAway).toHaveLength(15);
    expect(turnedAway).toMatchObject(Array(15).fill({ reason: { code: 'rate-limited' } }));
    await expect(governor.execute(request({ lane: 'interactive' }))).rejects.toMatchObject({
      code: 'rate-limited',
    });
    expect(times).toHaveLength(25);
  });
});

test('an interactive request that comes late goes before a queue of backfills', async () => {
  const { clock, governor, observed } = governed([], {
    limits: { ...limits, requestsPerSecond: 2, maxConcurrent: 4 },
  });
  const backfills = Array.from({ length: 10 }, () => governor.execute(request({ lane: 'backfill' })));
  await clock.advance(600);
  const interactive = governor.execute(request({ lane: 'interactive' }));
  await Promise.all([interactive, ...backfills, clock.advance(20_000)]);
  expect(observed.map(({ lane }) => lane).indexOf('interactive')).toBe(2);
});

test('never more requests at a time than the vendor takes', async () => {
  const clock = new ManualClock();
  let running = 0;
  let most = 0;
  const governor = createGovernor({
    site: 'support',
    limits: { ...limits, maxConcurrent: 3 },
    clock,
    transport: async () => {
      running += 1;
      most = Math.max(most, running);
      await clock.sleep(500);
      running -= 1;
      return answer(200);
    },
  });
  const all = Promise.all(Array.from({ length: 20 }, () => governor.execute(request())));
  await clock.advance(10_000);
  await all;
  expect(most).toBe(3);
});

describe('giving up', () => {
  test('ends the wait in the queue, and sends nothing', async () => {
    const { clock, governor, sent } = governed([], { limits: { ...limits, requestsPerSecond: 0.1 } });
    await Promise.all([governor.execute(request()), clock.advance(10)]);
    const controller = new AbortController();
    const outcome = governor.execute(request({ signal: controller.signal })).catch((error: unknown) => error);
    await clock.advance(10);
    controller.abort(new Error('the caller went home'));
    await clock.advance(10);
    expect(await outcome).toMatchObject({ code: 'aborted', mayHaveTakenEffect: false });
    expect(clock.sleeping).toBe(0);
    await clock.advance(20_000);
    expect(sent).toHaveLength(1);
    await Promise.all([governor.execute(request()), clock.advance(20_000)]);
    expect(sent).toHaveLength(2);
  });

  test('ends the wait for a repeat, and says what an earlier try may have done', async () => {
    const { clock, governor, sent } = governed(['timeout']);
    const controller = new AbortController();
    const outcome = governor
      .execute(request({ ...write, isRepeatable: true, signal: controller.signal }))
      .catch((error: unknown) => error);
    await clock.advance(500);
    controller.abort();
    await clock.advance(10);
    expect(await outcome).toMatchObject({ code: 'aborted', mayHaveTakenEffect: true });
    expect(sent).toHaveLength(1);
  });
});

describe('a circuit', () => {
  const failing = (count: number) => Array.from({ length: count }, () => answer(500));

  test('opens for the kind of request that fails, leaves others alone, tries again, and closes', async () => {
    const { clock, governor, sent } = governed(failing(10));
    const send = async (kind: string) => {
      const outcome = governor
        .execute(request({ ...write, kind }))
        .then(({ status }) => status)
        .catch((error: { code: string }) => error.code);
      await clock.advance(20);
      return outcome;
    };
    for (let index = 0; index < 10; index += 1) expect(await send('search')).toBe(500);
    expect(await send('search')).toBe('circuit-open');
    expect(sent).toHaveLength(10);
    expect(await send('write')).toBe(200);
    expect(governor.snapshot().circuits).toEqual({ connection: 'closed', search: 'open', write: 'closed' });
    await clock.advance(5_000);
    expect(await send('search')).toBe(200);
    expect(governor.snapshot().circuits).toMatchObject({ search: 'closed' });
  });

  test('is not closed by a try that nobody waited for', async () => {
    const { clock, governor, sent } = governed([], {
      transport: async (outgoing) => {
        sent.push({ at: 0, request: outgoing });
        if (sent.length <= 10) return answer(500);
        throw transportFailure(outgoing, 'aborted', true);
      },
    });
    const send = async () => {
      const outcome = governor.execute(request(write)).catch((error: unknown) => error);
      await clock.advance(20);
      return outcome;
    };
    for (let index = 0; index < 10; index += 1) await send();
    await clock.advance(5_000);
    expect(await send()).toMatchObject({ code: 'aborted' });
    expect(await send()).toMatchObject({ code: 'circuit-open' });
  });

  test('stays open longer after each try that fails', async () => {
    const { clock, governor, sent } = governed(failing(12));
    const send = async () => {
      void governor.execute(request(write)).catch(() => undefined);
      await clock.advance(20);
    };
    for (let index = 0; index < 10; index += 1) await send();
    await clock.advance(5_000);
    await send();
    expect(sent).toHaveLength(11);
    await clock.advance(5_000);
    await send();
    expect(sent).toHaveLength(11);
    await clock.advance(5_000);
    await send();
    expect(sent).toHaveLength(12);
  });

  test('opens for the whole site when nothing gets through', async () => {
    const { clock, governor, sent } = governed(Array.from({ length: 10 }, () => 'cut' as const));
    for (let index = 0; index < 10; index += 1) {
      void governor.execute(request({ ...write, kind: `kind-${index}` })).catch(() => undefined);
      await clock.advance(20);
    }
    const refused = governor.execute(request({ kind: 'other' })).catch((error: unknown) => error);
    await clock.advance(20);
    expect(await refused).toMatchObject({
      code: 'circuit-open',
      isRetryable: true,
      retryAfterMs: expect.any(Number),
      mayHaveTakenEffect: false,
    });
    expect(sent).toHaveLength(10);
  });

  test("is not opened by refusals, the callers' mistakes, or requests given up", async () => {
    const { clock, governor, sent } = governed(
      Array.from({ length: 30 }, (_, index) =>
        answer([400, 404, 429][index % 3] ?? 400, { 'retry-after': '0' }),
      ),
    );
    for (let index = 0; index < 40; index += 1) {
      void governor.execute(request()).catch(() => undefined);
      await clock.advance(6_000);
    }
    expect(sent.length).toBeGreaterThanOrEqual(40);
    expect(governor.snapshot().circuits).toEqual({ connection: 'closed', read: 'closed' });
  });
});

test('every exchange is observed, with nothing that names a ticket or an address', async () => {
  const { ended, observed, governor } = governed([answer(500), 'cut']);
  await ended(request({ url: 'https://example.com/issue/4711', ticketId: '4711' }));
  expect(observed).toMatchObject([
    { site: 'support', kind: 'read', lane: 'webhook', method: 'GET', status: 500, code: null, retried: 0 },
    { status: null, code: 'network', retried: 1 },
    { status: 200, code: null, retried: 2 },
  ]);
  expect(JSON.stringify(observed)).not.toContain('4711');
  expect(governor.snapshot().totals).toEqual({ requests: 3, repeats: 2, rateLimited: 0, failures: 2 });
});

test("a transport's own errors become errors of the SDK, without what they hold", async () => {
  const { ended } = governed([], {
    transport: () => Promise.reject(Object.assign(new Error('Basic c2VjcmV0'), { config: 'my printer' })),
  });
  const error = await ended(request(write));
  expect(error).toMatchObject({ code: 'network', mayHaveTakenEffect: true });
  expect(JSON.stringify(error) + String(error)).not.toMatch(/c2VjcmV0|printer/);
});
