import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doubled } from '../support/effects.ts';
import { eventually } from '../support/eventually.ts';
import { type Line, startLine } from '../support/line.ts';
import { type Vendor, vendorNames } from '../support/vendors.ts';
import {
  createTickets,
  inSmallPages,
  problems,
  readSync,
  startMuteVendor,
  startSync,
  syncEnd,
  syncs,
} from './reading.ts';

const vendors: Partial<Record<string, Vendor>> = {};
let line: Line;
let isReadingHeld = false;

function vendorOf(name: string): Vendor {
  const vendor = vendors[name];
  if (!vendor) throw new Error(`no vendor ${name}`);
  return vendor;
}

beforeAll(async () => {
  for (const name of vendorNames) {
    const mute = await startMuteVendor(name);
    const holdFirstPage = async () => await eventually('reading may go on', () => !isReadingHeld);
    vendors[name] = inSmallPages(mute, 4, holdFirstPage).vendor;
  }
  line = await startLine(vendorNames.map(vendorOf));
});

afterAll(async () => {
  await line?.stop();
  for (const vendor of Object.values(vendors)) await vendor?.served.close();
});

async function decidedIds(vendor: Vendor): Promise<readonly string[]> {
  await line.untilQuiet([vendor]);
  return (await line.decisions()).filter(({ site }) => site === vendor.name).map(({ ticketId }) => ticketId);
}

describe.each(vendorNames)('reading %s by search', (name) => {
  it('finds tickets whose webhooks never came, once each, and certifies it', async () => {
    const vendor = vendorOf(name);
    const ids = await createTickets(vendor, 10);
    const sync = await syncEnd(line, name, await startSync(line, name));
    expect(sync).toMatchObject({ state: 'complete', site: name, kind: 'sync', received: 10, marked: 10 });
    expect(sync.pages).toBeGreaterThan(2);
    expect(sync.certificate).toMatchObject({
      countedByVendor: 10,
      received: 10,
      unaccounted: 0,
      complete: true,
      failure: null,
    });
    expect([...(await decidedIds(vendor))].sort()).toEqual([...ids].sort());
  });

  it('decides nothing again, and writes nothing again, when all of it is read once more', async () => {
    const vendor = vendorOf(name);
    const before = await decidedIds(vendor);
    const journal = vendor.sandbox.journal.length;
    // Our own writes have made new versions of the tickets: they are looked at, and not decided again.
    const first = await syncEnd(line, name, await startSync(line, name));
    expect(first).toMatchObject({ state: 'complete', received: 10 });
    expect(await decidedIds(vendor)).toEqual(before);
    const second = await syncEnd(line, name, await startSync(line, name));
    expect(second).toMatchObject({ state: 'complete', received: 10, marked: 0 });
    expect(await decidedIds(vendor)).toEqual(before);
    expect(vendor.sandbox.journal).toHaveLength(journal);
    expect(doubled(vendor.sandbox)).toEqual([]);
  });

  it('goes on where the last complete one ended, or from where it is told', async () => {
    const [latest] = await syncs(line, name);
    const next = await syncEnd(line, name, await startSync(line, name));
    // It looks five minutes behind, for what the vendor indexed late.
    expect(Date.parse(next.from)).toBe(Date.parse(latest?.startedAt ?? '') - 5 * 60_000);
    const from = '2026-01-01T00:00:00.000Z';
    expect(await syncEnd(line, name, await startSync(line, name, from))).toMatchObject({
      from,
      received: 10,
    });
    const future = new Date(Date.now() + 3_600_000).toISOString();
    await expect(startSync(line, name, future)).rejects.toThrow(/future/);
  });

  it('is never done twice at once: who asks while one waits gets that one', async () => {
    isReadingHeld = true;
    const running = await startSync(line, name);
    await eventually('it runs', async () => (await readSync(line, name, running)).startedAt !== null);
    const waiting = await startSync(line, name);
    expect(waiting).not.toBe(running);
    expect(await startSync(line, name)).toBe(waiting);
    expect((await readSync(line, name, waiting)).startedAt).toBeNull();
    isReadingHeld = false;
    expect((await syncEnd(line, name, waiting)).state).toBe('complete');
    expect((await readSync(line, name, running)).state).toBe('complete');
  });
});

describe('who may', () => {
  it('start a sync: administrators; read one: everyone with a token', async () => {
    const path = '/api/v1/sites/jira/syncs';
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    expect((await line.bridge.request(path, init, 'tuner')).status).toBe(403);
    expect((await line.bridge.request(path, {}, null)).status).toBe(401);
    expect((await line.bridge.request(path, {}, 'viewer')).status).toBe(200);
    for (const elsewhere of ['/api/v1/sites/nowhere/syncs', `${path}/999999`, `${path}/x`])
      expect((await line.bridge.request(elsewhere)).status).toBe(404);
    const servicenow = (await syncs(line, 'servicenow'))[0]?.id;
    expect((await line.bridge.request(`${path}/${servicenow}`)).status).toBe(404);
    const bad = { ...init, body: JSON.stringify({ from: 'yesterday' }) };
    expect((await line.bridge.request(path, bad)).status).toBe(400);
  });

  it('and a complete sync is no problem to anybody', async () => {
    expect((await problems(line)).filter(({ code }) => code.startsWith('sync'))).toEqual([]);
  });
});
