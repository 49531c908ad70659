import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type Line, startLine } from '../support/line.ts';
import { applyPolicy } from '../support/policy.ts';
import { queryRows } from '../support/query-rows.ts';
import { type Vendor, vendorNames } from '../support/vendors.ts';
import {
  createTickets,
  inSmallPages,
  problems,
  startMuteVendor,
  startSync,
  syncEnd,
  syncs,
} from './reading.ts';

const dayMs = 86_400_000;
let line: Line | undefined;
let vendor: Vendor | undefined;

afterEach(async () => {
  await line?.stop();
  await vendor?.served.close();
  line = undefined;
  vendor = undefined;
});

/** A vendor that was in use a hundred days ago, and is again. */
async function startOldVendor(name: Vendor['name']) {
  let shiftMs = 100 * dayMs;
  const mute = await startMuteVendor(name, () => Date.now() - shiftMs);
  const old = await createTickets(mute, 6);
  shiftMs = 0;
  return { mute, old };
}

const ago = (days: number) => new Date(Date.now() - days * dayMs).toISOString();
const readTo = async ({ databaseUrl }: Line) =>
  await queryRows(databaseUrl, 'select read_to::text as read_to from reading_site');

describe.each(vendorNames)('a backfill of %s', (name) => {
  it('reads a range of the past, suggests for what is open, writes nothing and leaves the live checkpoint', async () => {
    const { mute, old } = await startOldVendor(name);
    vendor = mute;
    await mute.resolve(old[0] ?? '');
    const current = await startLine([mute]);
    line = current;
    await syncEnd(line, name, await startSync(line, name));
    const before = await readTo(line);
    const journal = mute.sandbox.journal.length;
    const wanted = { kind: 'backfill', from: ago(120), to: ago(90) };
    const sync = await syncEnd(line, name, await startSync(line, name, wanted));
    // The resolved one has changed since, and left the range.
    expect(sync).toMatchObject({
      state: 'complete',
      kind: 'backfill',
      received: 5,
      marked: 5,
      to: wanted.to,
    });
    expect(sync.certificate).toMatchObject({ countedByVendor: 5, complete: true, to: wanted.to });
    await line.untilQuiet([mute]);
    const decided = (await line.decisions()).filter(({ ticketId }) => old.includes(ticketId));
    expect(decided.map(({ ticketId }) => ticketId).sort()).toEqual(old.slice(1).sort());
    expect(decided.flatMap(({ actions }) => actions)).toEqual([]);
    expect(decided.every(({ route }) => route !== 'apply')).toBe(true);
    expect(mute.sandbox.journal).toHaveLength(journal);
    expect(await readTo(line)).toEqual(before);
    // Once more brings nothing anew.
    const again = await syncEnd(line, name, await startSync(line, name, wanted));
    expect(again).toMatchObject({ state: 'complete', received: 5, marked: 0 });
  });
});

describe('a backfill', () => {
  it('holds up no live reading, however long it takes, and goes on after a restart', async () => {
    const { mute, old } = await startOldVendor('jira');
    vendor = mute;
    let isHeld = true;
    const paged = inSmallPages(mute, 2, async (pages) => {
      // The live reading asks for the last day only, and has one page.
      if (pages === 1) await eventually('the backfill may go on', () => !isHeld, 30_000);
    });
    const current = await startLine([paged.vendor]);
    line = current;
    const wanted = { kind: 'backfill', from: ago(120), to: ago(90) };
    const id = await startSync(current, 'jira', wanted);
    await eventually('it reads', async () => (await syncs(current, 'jira'))[0]?.pages === 1);
    const [ticket] = await createTickets(mute, 1);
    const live = await syncEnd(current, 'jira', await startSync(current, 'jira'));
    expect(live).toMatchObject({ state: 'complete', received: 1 });
    await eventually('it is decided', async () => (await current.decisions(ticket)).length === 1);
    isHeld = false;
    await current.restart();
    expect(await syncEnd(current, 'jira', id)).toMatchObject({ state: 'complete', received: old.length });
  }, 60_000);

  it('needs to know where it begins, and ends after that', async () => {
    vendor = await startMuteVendor('jira');
    line = await startLine([vendor]);
    for (const wanted of [
      { kind: 'backfill' },
      { kind: 'backfill', from: ago(1), to: ago(2) },
      { kind: 'sync', from: ago(2), to: ago(1) },
    ])
      await expect(startSync(line, 'jira', wanted)).rejects.toThrow(/rejected/);
  });
});

describe('a newly mapped field', () => {
  it('is read for the tickets that lack it, which are looked at again, and for no others', async () => {
    const mute = await startMuteVendor('jira');
    vendor = mute;
    const current = await startLine([mute]);
    line = current;
    const ids = await createTickets(mute, 4);
    await syncEnd(line, 'jira', await startSync(line, 'jira'));
    await line.untilQuiet([mute]);
    await mute.sandbox.deleteTicket?.(ids[3] ?? '');
    await line.untilQuiet([mute]);
    const policy = applyPolicy('jira');
    const [field] = Object.values(policy.fields);
    if (!field) throw new Error('the policy maps no field');
    const wider = {
      ...policy,
      version: 'wider',
      fields: { ...policy.fields, team: { ...field, path: 'custom.Assignment group' as const } },
    };
    await current.restart({ policies: { jira: wider } });
    await eventually('it is read', async () =>
      (await syncs(current, 'jira')).some(({ kind, state }) => kind === 'refetch' && state === 'complete'),
    );
    const refetch = (await syncs(current, 'jira')).find(({ kind }) => kind === 'refetch');
    expect(refetch).toMatchObject({ received: 3, marked: 3 });
    await line.untilQuiet([mute]);
    const rows = await queryRows(
      current.databaseUrl,
      `select ticket_id, gone_why from reading_ticket where not fields ? 'custom.Assignment group'`,
    );
    expect(rows).toEqual([{ ticket_id: ids[3], gone_why: 'not-found' }]);
    await current.restart({ policies: { jira: wider } });
    expect((await syncs(current, 'jira')).filter(({ kind }) => kind === 'refetch')).toHaveLength(1);
    expect(await problems(current)).toEqual([]);
  }, 60_000);
});
