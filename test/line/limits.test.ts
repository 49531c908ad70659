import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ourEffects } from '../support/effects.ts';
import { eventually } from '../support/eventually.ts';
import { type Line, type LineOptions, startLine } from '../support/line.ts';
import { queryRows } from '../support/query-rows.ts';
import { startVendors, type Vendor } from '../support/vendors.ts';

let vendors: Awaited<ReturnType<typeof startVendors>>;
let both: readonly Vendor[];
let line: Line | undefined;
/** Webhooks leave when this resolves. */
let held: Promise<void>;

beforeEach(async () => {
  held = Promise.resolve();
  vendors = await startVendors(async ({ url, headers, body }) => {
    await held;
    return await fetch(url, { method: 'POST', headers: { ...headers }, body });
  });
  both = [vendors.jira, vendors.servicenow];
});

afterEach(async () => {
  await line?.stop();
  line = undefined;
  for (const { served } of both) await served.close();
});

async function open(options: LineOptions = {}): Promise<Line> {
  line = await startLine(both, options);
  return line;
}

/** As many tickets at each vendor. */
async function create(
  count: number,
  summary = 'The printer is dead',
): Promise<{ vendor: Vendor; id: string }[]> {
  const tickets = [];
  for (let index = 0; index < count; index += 1) {
    for (const vendor of both) {
      const { id } = await vendor.sandbox.createTicket({ summary, description: `Room ${index}.` });
      tickets.push({ vendor, id });
    }
  }
  return tickets;
}

async function deleteIssue(id: string): Promise<void> {
  const { email, apiToken } = vendors.jira.sandbox.credentialsOf('Ines Admin');
  const authorization = `Basic ${Buffer.from(`${email}:${apiToken}`).toString('base64')}`;
  const url = `${vendors.jira.served.url}/rest/api/3/issue/${id}`;
  expect((await fetch(url, { method: 'DELETE', headers: { authorization } })).status).toBe(204);
}

const effects = (vendor: Vendor): number => ourEffects(vendor.sandbox).length;

async function switchAll(at: Line, isPaused: boolean): Promise<void> {
  const body = JSON.stringify({ site: null, isPaused, reason: 'a test' });
  const headers = { 'content-type': 'application/json' };
  await at.bridge.request('/api/v1/switch', { method: 'POST', body, headers });
}

describe('the kill switch', () => {
  it('stops writes in full flow, and every one of them goes on after the resume', {
    timeout: 60_000,
  }, async () => {
    const running = await open();
    const tickets = await create(20);
    await eventually('writes flow', () => both.some((vendor) => effects(vendor) > 0));
    await switchAll(running, true);
    const inTime = Date.now() + 5_000;
    await eventually('all decided', async () => (await running.decisions()).length === tickets.length);
    await eventually('five seconds passed', () => Date.now() > inTime, 6_000);
    const stopped = both.map(effects);
    // A write of a paused action would come within its next look, five seconds later.
    await eventually('two looks passed', () => Date.now() > inTime + 6_000, 12_000);
    expect(both.map(effects)).toEqual(stopped);
    expect(stopped.some((count) => count < 20)).toBe(true);
    await switchAll(running, false);
    await running.untilDone(tickets.length);
    expect(both.map(effects)).toEqual([20, 20]);
  });
});

describe('the cap of writes per hour', () => {
  it('holds however many tickets come at once, and the rest waits', async () => {
    const running = await open({ writesPerHour: 3 });
    const tickets = await create(25);
    await eventually('all decided', async () => (await running.decisions()).length === tickets.length);
    await eventually('the cap is used up', () => both.every((vendor) => effects(vendor) === 3));
    await Promise.all(both.map(({ sandbox }) => sandbox.settled()));
    expect(both.map(effects)).toEqual([3, 3]);
    const waiting = await queryRows(
      running.databaseUrl,
      "select 1 from writeback_action where status = 'pending' and attempts = 0",
    );
    expect(waiting).toHaveLength(tickets.length - 6);
  });
});

describe('a write that the vendor refuses', () => {
  it('leaves the ticket to people, with that reason', async () => {
    const running = await open();
    await switchAll(running, true);
    const { id } = await vendors.jira.sandbox.createTicket({ summary: 'The printer', description: 'Dead.' });
    await eventually('decided', async () => (await running.decisions(id)).length === 1);
    vendors.jira.sandbox.setOnScreen('SUP', 'customfield_10050', false);
    await switchAll(running, false);
    await eventually('marked', async () => {
      const ticket = await vendors.jira.site.tickets?.read(id);
      return ticket !== undefined && vendors.jira.site.humanQueue?.isMarked(ticket) === true;
    });
    await running.untilQuiet([vendors.jira]);
    expect(await running.decisions(id)).toMatchObject([
      {
        actions: [
          { kind: 'apply', status: 'rejected' },
          { kind: 'human-queue', status: 'applied' },
        ],
      },
    ]);
    expect(vendors.jira.sandbox.commentsOf(id)[0]?.body).toContain('refused');
  });
});

describe('a ticket that is gone', () => {
  it('before it was looked at is let go without a decision', async () => {
    const running = await open();
    const gate = Promise.withResolvers<void>();
    held = gate.promise;
    const { id } = await vendors.jira.sandbox.createTicket({ summary: 'The printer', description: 'Dead.' });
    await deleteIssue(id);
    gate.resolve();
    await running.untilQuiet([vendors.jira]);
    expect(await running.decisions(id)).toEqual([]);
  });

  it('before it was written ends as refused, with the reason', async () => {
    const running = await open();
    await switchAll(running, true);
    const { id } = await vendors.jira.sandbox.createTicket({ summary: 'The printer', description: 'Dead.' });
    await eventually('decided', async () => (await running.decisions(id)).length === 1);
    await deleteIssue(id);
    await switchAll(running, false);
    await running.untilQuiet([vendors.jira]);
    expect(await running.decisions(id)).toMatchObject([
      { actions: [{ kind: 'apply', status: 'rejected', reason: expect.stringMatching(/\w/) }] },
    ]);
  });
});
