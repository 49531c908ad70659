import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
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

let line: Line | undefined;
let mute: Vendor | undefined;

afterEach(async () => {
  await line?.stop();
  await mute?.served.close();
  line = undefined;
  mute = undefined;
});

const listing = /\/search\/jql|\/table\/\w+$/;

describe.each(vendorNames)('a sync of %s', (name) => {
  it('that the bridge leaves in the middle goes on with the next start, and has every ticket once', async () => {
    mute = await startMuteVendor(name);
    const ids = await createTickets(mute, 20);
    let isHeld = true;
    const { vendor, queries } = inSmallPages(mute, 4, async (pages, signal) => {
      if (pages !== 2 || !isHeld) return;
      isHeld = false;
      if (signal && !signal.aborted) await once(signal, 'abort');
    });
    line = await startLine([vendor]);
    const id = await startSync(line, name);
    const current = line;
    await eventually('two pages are stored', async () => (await readSync(current, name, id)).pages === 2);
    await line.restart();
    const sync = await syncEnd(line, name, id);
    expect(queries.map(({ checkpoint }) => checkpoint !== undefined)).toEqual([false, true]);
    expect(sync.certificate).toMatchObject({
      countedByVendor: 20,
      received: 20,
      unaccounted: 0,
      complete: true,
    });
    expect(sync).toMatchObject({ state: 'complete', marked: 20 });
    await line.untilQuiet([vendor]);
    const decided = (await line.decisions()).map(({ ticketId }) => ticketId);
    expect(decided.sort()).toEqual([...ids].sort());
    expect(doubled(vendor.sandbox)).toEqual([]);
  });

  it('that the vendor ends on page three has failed, says so, and keeps what came', async () => {
    mute = await startMuteVendor(name);
    const { sandbox } = mute;
    await createTickets(mute, 20);
    const { vendor } = inSmallPages(mute, 4, async (pages) => {
      if (pages === 2) sandbox.addFault({ kind: 'server-error', times: 1_000, match: listing });
    });
    line = await startLine([vendor]);
    const id = await startSync(line, name);
    const sync = await syncEnd(line, name, id, 60_000);
    // Two pages of four. Jira's second begins at the newest change of the first, and so repeats that one ticket.
    const received = name === 'jira' ? 7 : 8;
    expect(sync).toMatchObject({ state: 'failed', received, marked: received, pages: 2 });
    expect(sync.certificate).toMatchObject({ complete: false, received });
    expect(sync.certificate?.failure?.message).toMatch(/\w/);
    expect(await problems(line)).toContainEqual(expect.objectContaining({ site: name, code: 'sync-failed' }));

    sandbox.clearFaults();
    // What failed moved no checkpoint: the next one reads it all, and only the rest is new.
    const next = inSmallPages(mute, 4).vendor;
    await line.restart({ sites: [next.site] });
    // The circuit that the faults opened closes by and by; until then a sync fails again, and is no success.
    let again = await syncEnd(line, name, await startSync(line, name));
    await eventually(
      'the vendor is asked again',
      async () => {
        if (again.state === 'failed' && line) again = await syncEnd(line, name, await startSync(line, name));
        return again.state === 'complete';
      },
      60_000,
    );
    expect(Date.parse(again.from)).toBeLessThan(Date.parse(sync.startedAt ?? '') - 3_600_000);
    expect(again).toMatchObject({ state: 'complete', received: 20 });
    await line.untilQuiet([vendor]);
    const decided = (await line.decisions()).map(({ ticketId }) => ticketId);
    expect(new Set(decided).size).toBe(20);
    expect(decided).toHaveLength(20);
  }, 90_000);
});

describe('a vendor that counts more than it hands over', () => {
  it('makes no complete sync', async () => {
    mute = await startMuteVendor('jira');
    await createTickets(mute, 3);
    const { site } = mute;
    const tickets = site.tickets && { ...site.tickets, count: async () => 5 };
    line = await startLine([{ ...mute, site: { ...site, tickets } }]);
    const sync = await syncEnd(line, 'jira', await startSync(line, 'jira'));
    expect(sync).toMatchObject({ state: 'failed', received: 3 });
    expect(sync.certificate).toMatchObject({ countedByVendor: 5, unaccounted: 2, failure: null });
    expect(await problems(line)).toContainEqual(expect.objectContaining({ code: 'sync-incomplete' }));
    // The next one looks for the missing again.
    const next = await syncEnd(line, 'jira', await startSync(line, 'jira'));
    expect(Date.parse(next.from)).toBeLessThan(Date.parse(sync.startedAt ?? '') - 3_600_000);
    expect(await syncs(line, 'jira')).toHaveLength(2);
  });
});
