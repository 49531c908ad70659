import { setTimeout as delay } from 'node:timers/promises';
import { SignalboxError } from '@signalbox/sdk';
import { afterEach, describe, expect, it } from 'vitest';
import { doubled } from '../support/effects.ts';
import { eventually } from '../support/eventually.ts';
import { type Line, startLine } from '../support/line.ts';
import { startJira, type Vendor, vendorNames } from '../support/vendors.ts';
import { createTickets, inSmallPages, problems, startMuteVendor, syncs } from './reading.ts';

const everySecond = 1 / 60;
let line: Line | undefined;
let vendor: Vendor | undefined;

afterEach(async () => {
  await line?.stop();
  await vendor?.served.close();
  line = undefined;
  vendor = undefined;
});

describe.each(vendorNames)('%s without any webhook', (name) => {
  it('is triaged by polling, once per ticket, and the silent webhook is noticed', async () => {
    vendor = await startMuteVendor(name);
    const current = await startLine([vendor], { pollEveryMinutes: everySecond });
    line = current;
    const first = await createTickets(vendor, 3);
    await line.untilDone(3);
    const second = await createTickets(vendor, 3);
    await line.untilDone(6);
    const decided = (await line.decisions()).map(({ ticketId }) => ticketId);
    expect(decided.sort()).toEqual([...first, ...second].sort());
    await eventually('the silence is noticed', async () =>
      (await problems(current)).some(({ site, code }) => site === name && code === 'webhook-silent'),
    );
    // Two more readings, which find our own writes and nothing else.
    const count = (await syncs(line, name)).length;
    await eventually('read twice more', async () => (await syncs(current, name)).length >= count + 2);
    await line.untilQuiet([vendor]);
    expect(await line.decisions()).toHaveLength(6);
    expect(doubled(vendor.sandbox)).toEqual([]);
    expect((await syncs(line, name)).every(({ origin }) => origin === 'poll')).toBe(true);
  }, 60_000);
});

describe('polling', () => {
  it('beside a webhook that works notices nothing and decides nothing twice', async () => {
    vendor = await startJira();
    const current = await startLine([vendor], { pollEveryMinutes: everySecond });
    line = current;
    await createTickets(vendor, 4);
    await line.untilDone(4);
    const count = (await syncs(line, 'jira')).length;
    await eventually('read three times more', async () => (await syncs(current, 'jira')).length >= count + 3);
    await line.untilQuiet([vendor]);
    expect(await line.decisions()).toHaveLength(4);
    expect((await problems(line)).filter(({ code }) => code === 'webhook-silent')).toEqual([]);
  }, 60_000);

  it('is off with 0, also when it was on before, and on again after', async () => {
    vendor = await startMuteVendor('jira');
    line = await startLine([vendor], { pollEveryMinutes: everySecond });
    const first = line;
    await eventually('it was read', async () => (await syncs(first, 'jira')).length > 0);
    await line.restart({ pollEveryMinutes: 0 });
    const off = line;
    await eventually('nothing runs', async () =>
      (await syncs(off, 'jira')).every(({ state }) => state !== 'running'),
    );
    const before = await syncs(line, 'jira');
    await createTickets(vendor, 1);
    await delay(3_500);
    expect(await syncs(line, 'jira')).toEqual(before);
    expect(await line.decisions()).toEqual([]);
    await line.restart({ pollEveryMinutes: everySecond });
    await line.untilDone(1);
  }, 60_000);

  it('reads at the start what came while no bridge ran, and that is not the webhook’s fault', async () => {
    vendor = await startMuteVendor('jira');
    await createTickets(vendor, 2);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    line = await startLine([vendor], { pollEveryMinutes: 60 });
    await line.untilDone(2);
    expect(await syncs(line, 'jira')).toHaveLength(1);
    expect(await problems(line)).toEqual([]);
  });

  it('reads at every start, also soon after the last reading', async () => {
    vendor = await startMuteVendor('jira');
    const first = await startLine([vendor], { pollEveryMinutes: 60 });
    line = first;
    await eventually('it was read', async () =>
      (await syncs(first, 'jira')).some(({ state }) => state === 'complete'),
    );
    await createTickets(vendor, 2);
    await first.restart({ pollEveryMinutes: 60 });
    await first.untilDone(2);
    expect(await syncs(first, 'jira')).toHaveLength(2);
  });

  it('repeats a reading that failed within seconds, though its next turn is far', async () => {
    const jira = await startMuteVendor('jira');
    vendor = jira;
    let isDown = true;
    const failing = inSmallPages(jira, 50, async () => {
      if (isDown) throw new SignalboxError('vendor-unavailable', 'The vendor is down.', { site: 'jira' });
    });
    const current = await startLine([failing.vendor], { pollEveryMinutes: 60 });
    line = current;
    await eventually('a reading failed', async () =>
      (await syncs(current, 'jira')).some(({ state }) => state === 'failed'),
    );
    const [ticket] = await createTickets(jira, 1);
    isDown = false;
    await line.untilDone(1);
    expect((await line.decisions()).map(({ ticketId }) => ticketId)).toEqual([ticket]);
    expect((await syncs(line, 'jira')).map(({ state }) => state).sort()).toEqual(['complete', 'failed']);
  }, 60_000);
});
