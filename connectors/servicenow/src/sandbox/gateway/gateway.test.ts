import { ConnectionCut, type Fault } from '@signalbox/sdk/sandbox';
import { setupServer } from 'msw/node';
import { expect, test } from 'vitest';
import { createServiceNowSandbox } from '../create-servicenow-sandbox.ts';
import { jumpingClock, sandboxClient } from '../testing/sandbox-client.ts';

async function incidentUnder(fault: Fault) {
  const clock = jumpingClock();
  const sandbox = createServiceNowSandbox({ seed: 9, clock });
  const { id } = await sandbox.createTicket({ summary: 'Disk full', description: '' });
  sandbox.addFault(fault);
  const send = sandboxClient(sandbox);
  const patch = () =>
    send('PATCH', `/api/now/table/incident/${id}`, {
      category: 'storage',
      work_notes: '[signalbox:a-1] Storage.',
    });
  const effects = () => sandbox.journal.filter(({ actionId }) => actionId === 'a-1').length;
  return { clock, sandbox, patch, effects };
}

test('a played limit has every header, with the reset in UNIX seconds, and no effect', async () => {
  const { clock, patch, effects } = await incidentUnder({ kind: 'rate-limit', delayMs: 3_000 });
  const answer = await patch();
  expect(answer.status).toBe(429);
  expect(answer.headers.get('retry-after')).toBe('3');
  expect(answer.headers.get('x-ratelimit-limit')).toBe('100');
  expect(answer.headers.get('x-ratelimit-reset')).toBe(String((clock.now() + 3_000) / 1000));
  expect(answer.headers.get('x-ratelimit-rule')).toMatch(/^[0-9a-f]{32}$/);
  expect(effects()).toBe(0);
  expect((await patch()).status).toBe(200);
});

test('a limit may say when as a date, or nothing at all', async () => {
  const dated = await incidentUnder({ kind: 'rate-limit-date', delayMs: 2_500 });
  expect((await dated.patch()).headers.get('retry-after')).toBe('Sun, 01 Mar 2026 09:30:03 GMT');
  const bare = await incidentUnder({ kind: 'rate-limit-burst' });
  const answer = await bare.patch();
  expect(answer.status).toBe(429);
  expect([...answer.headers.keys()]).toEqual(['content-type']);
});

test('500 and 503 come without an effect, 503 with Retry-After when asked', async () => {
  for (const [fault, status, retryAfter] of [
    [{ kind: 'server-error' }, 500, null],
    [{ kind: 'unavailable' }, 503, null],
    [{ kind: 'unavailable', delayMs: 4_000 }, 503, '4'],
  ] as const) {
    const { patch, effects } = await incidentUnder(fault);
    const answer = await patch();
    expect(answer.status).toBe(status);
    expect(answer.headers.get('retry-after')).toBe(retryAfter);
    expect(effects()).toBe(0);
  }
});

test('a cut leaves no answer; the effect is there after it, not before it', async () => {
  const before = await incidentUnder({ kind: 'cut-before-effect' });
  await expect(before.patch()).rejects.toBeInstanceOf(ConnectionCut);
  expect(before.effects()).toBe(0);
  const after = await incidentUnder({ kind: 'cut-after-effect' });
  await expect(after.patch()).rejects.toBeInstanceOf(ConnectionCut);
  expect(after.effects()).toBe(1);
});

test('a late effect comes after the answer was lost, and settled waits for it', async () => {
  const clock = jumpingClock();
  let release = () => {};
  const late = new Promise<void>((resolve) => {
    release = resolve;
  });
  const sandbox = createServiceNowSandbox({ seed: 9, clock: { now: clock.now, sleep: () => late } });
  const { id } = await sandbox.createTicket({ summary: 'Disk full', description: '' });
  sandbox.addFault({ kind: 'late-effect', match: /^PATCH/ });
  const send = sandboxClient(sandbox);
  const path = `/api/now/table/incident/${id}`;
  await expect(send('PATCH', path, { category: 'storage' })).rejects.toBeInstanceOf(ConnectionCut);
  expect((await send('GET', path)).result).toMatchObject({ category: '' });
  release();
  await sandbox.settled();
  expect((await send('GET', path)).result).toMatchObject({ category: 'storage' });
});

test('a slow answer comes late, and with its effect', async () => {
  const { clock, patch, effects } = await incidentUnder({ kind: 'slow', delayMs: 5_000 });
  const start = clock.now();
  expect((await patch()).status).toBe(200);
  expect(clock.now() - start).toBe(5_000);
  expect(effects()).toBe(1);
});

test('a fault hits only what it matches', async () => {
  const { patch, sandbox } = await incidentUnder({
    kind: 'server-error',
    match: /^GET .*sys_audit/,
    times: 5,
  });
  expect((await patch()).status).toBe(200);
  expect((await sandboxClient(sandbox)('GET', '/api/now/table/sys_audit')).status).toBe(500);
  sandbox.clearFaults();
  expect((await sandboxClient(sandbox)('GET', '/api/now/table/sys_audit')).status).toBe(200);
});

test('with msw an ordinary fetch reaches the sandbox, and a cut is a failed connection', async () => {
  const sandbox = createServiceNowSandbox({ seed: 9 });
  const server = setupServer(...sandbox.handlers);
  server.listen({ onUnhandledFrame: 'error' });
  try {
    const headers = { 'x-sn-apikey': sandbox.credentials.apiKey ?? '', accept: 'application/json' };
    const url = `${sandbox.baseUrl}/api/now/table/sys_user_group?sysparm_limit=1`;
    expect((await fetch(url, { headers })).status).toBe(200);
    sandbox.addFault({ kind: 'cut-after-effect' });
    await expect(fetch(url, { headers })).rejects.toThrow(TypeError);
  } finally {
    server.close();
  }
});
