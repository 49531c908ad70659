import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ourEffects } from '../support/effects.ts';
import { eventually } from '../support/eventually.ts';
import { type Line, startLine } from '../support/line.ts';
import { startVendors, type Vendor } from '../support/vendors.ts';

let vendors: Awaited<ReturnType<typeof startVendors>>;
let line: Line;

beforeAll(async () => {
  vendors = await startVendors();
  line = await startLine([vendors.jira, vendors.servicenow]);
});

afterAll(async () => {
  await line.stop();
  for (const { served } of Object.values(vendors)) await served.close();
});

const clearTicket = { summary: 'The printer is dead', description: 'No light, no sound.' };

async function setSwitch(site: string, isPaused: boolean): Promise<void> {
  const body = JSON.stringify({ site, isPaused, reason: 'a test of the race' });
  const headers = { 'content-type': 'application/json' };
  expect((await line.bridge.request('/api/v1/switch', { method: 'POST', body, headers })).status).toBe(200);
}

describe.each([['jira'], ['servicenow']] as const)("a human's value at %s stays", (name) => {
  const choose = async (vendor: Vendor, id: string, label: string) =>
    await vendor.sandbox.editTicket(id, { [vendor.topicField]: vendor.topicValue(label) });

  it('when it was chosen before the decision', async () => {
    const vendor: Vendor = vendors[name];
    const { id } = await vendor.sandbox.createTicket(clearTicket);
    await choose(vendor, id, 'Purchase');
    await line.untilQuiet([vendor]);
    expect(vendor.topicOf(id)).toBe('Purchase');
    expect(ourEffects(vendor.sandbox, id)).toEqual([]);
    const [decision] = await line.decisions(id);
    expect(decision).toMatchObject({ route: 'suggest', reason: 'human-value-present' });
  });

  it('when it was chosen between the decision and the write', async () => {
    const vendor: Vendor = vendors[name];
    await setSwitch(name, true);
    const { id } = await vendor.sandbox.createTicket(clearTicket);
    await eventually('decided', async () => (await line.decisions(id)).length === 1);
    await choose(vendor, id, 'Storage');
    await setSwitch(name, false);
    await line.untilQuiet([vendor]);
    expect(vendor.topicOf(id)).toBe('Storage');
    expect(await line.decisions(id)).toMatchObject([{ actions: [{ kind: 'apply', status: 'conflict' }] }]);
  });

  it('when it was chosen in the same moment, between our last look and our write', async () => {
    const vendor: Vendor = vendors[name];
    const { id } = await vendor.sandbox.createTicket(clearTicket);
    // The write is under way for a while before it takes effect; a human is faster.
    vendor.sandbox.addFault({
      kind: 'slow',
      delayMs: 1_500,
      match: new RegExp(`${vendor.writes.source}.*${id}`),
    });
    await eventually('the write is on its way', async () => {
      const [decision] = await line.decisions(id);
      const [action] = decision ? await line.actions(decision.receiptId) : [];
      return action !== undefined && action.uncertainSince !== null;
    });
    await choose(vendor, id, 'Access');
    await line.untilQuiet([vendor]);
    expect(vendor.topicOf(id)).toBe('Access');
    expect(await line.decisions(id)).toMatchObject([{ actions: [{ kind: 'apply', status: 'conflict' }] }]);
  });

  it('when it was chosen after our write, whatever comes next', async () => {
    const vendor: Vendor = vendors[name];
    const { id } = await vendor.sandbox.createTicket(clearTicket);
    await line.untilQuiet([vendor]);
    expect(vendor.topicOf(id)).toBe('Hardware');
    await choose(vendor, id, 'HR Support');
    const title = name === 'jira' ? { summary: 'My password' } : { short_description: 'My password' };
    await vendor.sandbox.editTicket(id, title);
    await line.untilQuiet([vendor]);
    expect(vendor.topicOf(id)).toBe('HR Support');
    expect(await line.decisions(id)).toHaveLength(1);
  });
});
