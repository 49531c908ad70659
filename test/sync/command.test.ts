import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { testToken } from '@signalbox/bridge/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { eventually } from '../support/eventually.ts';
import { type Line, startLine } from '../support/line.ts';
import type { Vendor } from '../support/vendors.ts';
import { createTickets, inSmallPages, startMuteVendor, syncEnd, syncs } from './reading.ts';

const program = fileURLToPath(new URL('../../cli/src/signalbox.ts', import.meta.url));

let mute: Vendor;
let line: Line;
let isReadingHeld = false;

beforeAll(async () => {
  mute = await startMuteVendor('jira');
  const hold = async () => await eventually('reading may go on', () => !isReadingHeld);
  line = await startLine([inSmallPages(mute, 4, hold).vendor]);
  await createTickets(mute, 6);
});

afterAll(async () => {
  await line?.stop();
  await mute?.served.close();
});

function run(options: readonly string[], url = line.bridge.address, command = 'sync') {
  const arguments_ = [command, ...options, '--url', url, '--token', testToken('admin')];
  const child = spawn(process.execPath, [program, ...arguments_], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let errors = '';
  child.stdout.on('data', (text) => {
    out += text;
  });
  child.stderr.on('data', (text) => {
    errors += text;
  });
  const ended = once(child, 'close').then(([code]) => ({ code, out, errors }));
  return { child, ended, errors: () => errors };
}

const resultSchema = z.looseObject({ state: z.string(), received: z.number().optional() });
const lastLine = (text: string) => resultSchema.parse(JSON.parse(text.trim().split('\n').at(-1) ?? ''));

describe('signalbox sync', () => {
  it('ends with the certificate in words, and with 0 when it is complete', async () => {
    const { code, out, errors } = await run(['jira', '--json']).ended;
    expect(errors).toContain('is complete');
    expect(out).toMatch(/counted by the vendor +6\n/);
    expect(out).toMatch(/received +6, of which 6 were new/);
    expect(lastLine(out)).toMatchObject({ state: 'complete', received: 6 });
    expect(code).toBe(0);
  });

  it('ends with 1 and says why when the vendor does not hand over everything', async () => {
    mute.sandbox.addFault({ kind: 'server-error', times: 1_000, match: /\/search\/jql/ });
    const { code, out } = await run(['jira', '--from', '2026-01-01', '--json']).ended;
    mute.sandbox.clearFaults();
    expect(out).toContain('not complete: it stopped: ');
    expect(lastLine(out)).toMatchObject({ state: 'failed' });
    expect(code).toBe(1);
  }, 60_000);

  it('leaves the sync running after Ctrl-C, and says how to see it again', async () => {
    isReadingHeld = true;
    const { child, ended, errors } = run(['jira']);
    await eventually('it shows progress', () => errors().includes('jira:'));
    child.kill('SIGINT');
    const { code, errors: said } = await ended;
    expect(said).toMatch(/goes on in the bridge.*--follow \d+/);
    expect(code).toBe(130);
    const [running] = await syncs(line, 'jira');
    expect(running?.state).toBe('running');
    isReadingHeld = false;
    const followed = await run(['jira', '--follow', running?.id ?? '', '--json']).ended;
    expect(lastLine(followed.out).state).toBe((await syncEnd(line, 'jira', running?.id ?? '')).state);
  }, 60_000);

  it('says what to do about a bridge that is away, a site there is not, and a time that is none', async () => {
    const away = await run(['jira'], 'http://127.0.0.1:9').ended;
    expect(away).toMatchObject({ code: 3, errors: expect.stringMatching(/No bridge answers.*npm start/) });
    const unknown = await run(['elsewhere']).ended;
    expect(unknown.errors).toContain('There is no site "elsewhere"');
    expect(unknown.code).not.toBe(0);
    const time = await run(['jira', '--from', 'yesterday']).ended;
    expect(time).toMatchObject({ code: 2, errors: expect.stringContaining('2026-01-31T08:00:00Z') });
  });
});

describe('signalbox reconcile and backfill', () => {
  it('ends with 0 where all is equal, and with 1 and the differences where it is not', async () => {
    const url = line.bridge.address;
    await run(['jira']).ended;
    await line.untilQuiet([mute]);
    await run(['jira']).ended;
    const equal = await run(['jira', '--json'], url, 'reconcile').ended;
    expect(equal.errors).toContain('jira: equal');
    expect(equal.out).toMatch(/field +compared +equal +different/);
    expect(lastLine(equal.out)).toMatchObject({ state: 'complete', verdict: 'equal' });
    expect(equal.code).toBe(0);
    await mute.sandbox.deleteTicket?.(mute.sandbox.tickets[0]?.id ?? '');
    const different = await run(['jira', '--json'], url, 'reconcile').ended;
    expect(different.out).toMatch(/1 × gone: .*\n +SUP-1: gone/);
    expect(lastLine(different.out)).toMatchObject({
      verdict: 'different',
      reconciliation: { isEqual: false, byKind: { gone: 1 } },
    });
    expect(different.code).toBe(1);
  }, 60_000);

  it('reads a range of the past with the certificate of that range', async () => {
    const url = line.bridge.address;
    const range = ['--from', '2026-01-01', '--to', '2026-01-02'];
    const { code, out } = await run(['jira', ...range, '--json'], url, 'backfill').ended;
    expect(out).toMatch(/and before +2026-01-02T00:00:00.000Z/);
    expect(lastLine(out)).toMatchObject({ state: 'complete', kind: 'backfill', received: 0 });
    expect(code).toBe(0);
    const without = await run(['jira'], url, 'backfill').ended;
    expect(without).toMatchObject({ code: 2, errors: expect.stringContaining('--from') });
  }, 60_000);
});
