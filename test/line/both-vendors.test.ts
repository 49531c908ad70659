import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doubled, ourEffects } from '../support/effects.ts';
import { type Line, startLine } from '../support/line.ts';
import { startVendors, type Vendor } from '../support/vendors.ts';

let vendors: Awaited<ReturnType<typeof startVendors>>;
let line: Line;

beforeAll(async () => {
  vendors = await startVendors();
  line = await startLine([vendors.jira, vendors.servicenow], { policy: { explanation: 'internal' } });
});

afterAll(async () => {
  await line.stop();
  for (const { served } of Object.values(vendors)) await served.close();
});

const each = [['jira'], ['servicenow']] as const;

async function decided(vendor: Vendor, ticketId: string) {
  await line.untilQuiet([vendor]);
  const [decision, ...older] = await line.decisions(ticketId);
  expect(older).toEqual([]);
  return decision;
}

describe.each(each)('a ticket at %s, from its webhook to the vendor again', (name) => {
  it('that is clear is written once, with its explanation for agents only', async () => {
    const vendor: Vendor = vendors[name];
    const { id } = await vendor.sandbox.createTicket({
      summary: 'The printer is dead',
      description: 'No light, no sound.',
    });
    expect(await decided(vendor, id)).toMatchObject({
      route: 'apply',
      reason: 'confident',
      actions: [{ kind: 'apply', status: 'applied' }],
    });
    expect(vendor.topicOf(id)).toBe('Hardware');
    const effects = ourEffects(vendor.sandbox, id);
    expect(new Set(effects.map(({ actionId }) => actionId)).size).toBe(1);
    expect(effects.some(({ isPublic }) => isPublic)).toBe(false);
    expect(doubled(vendor.sandbox)).toEqual([]);
  });

  it('that is half clear is suggested, and nothing is written', async () => {
    const vendor: Vendor = vendors[name];
    const { id } = await vendor.sandbox.createTicket({
      summary: 'Perhaps the password',
      description: 'Or something else.',
    });
    expect(await decided(vendor, id)).toMatchObject({ route: 'suggest', reason: 'below-apply-threshold' });
    expect(await line.suggestion(vendor, id)).toMatchObject({
      fields: [{ field: 'category', value: { label: 'Access' }, probability: 0.7 }],
    });
    expect(vendor.topicOf(id)).toBeNull();
    expect(ourEffects(vendor.sandbox, id)).toEqual([]);
  });

  it('that is unclear is marked for people, with the reason', async () => {
    const vendor: Vendor = vendors[name];
    const { id } = await vendor.sandbox.createTicket({
      summary: 'Unclear matter',
      description: 'It does not work.',
    });
    expect(await decided(vendor, id)).toMatchObject({
      route: 'escalate',
      reason: 'below-suggest-threshold',
      actions: [{ kind: 'human-queue', status: 'applied' }],
    });
    const ticket = await vendor.site.tickets?.read(id);
    expect(ticket && vendor.site.humanQueue?.isMarked(ticket)).toBe(true);
    expect(vendor.topicOf(id)).toBeNull();
    expect(ourEffects(vendor.sandbox, id).some(({ isPublic }) => isPublic)).toBe(false);
  });

  it('whose label is not in the catalog is left to people, with that reason', async () => {
    const vendor: Vendor = vendors[name];
    const { id } = await vendor.sandbox.createTicket({
      summary: 'The teleporter hums',
      description: 'On the third floor.',
    });
    expect(await decided(vendor, id)).toMatchObject({ route: 'escalate', reason: 'label-not-in-catalog' });
    expect(vendor.topicOf(id)).toBeNull();
  });

  it('that names the same action in its journal and in the decision', async () => {
    const vendor: Vendor = vendors[name];
    const { id } = await vendor.sandbox.createTicket({
      summary: 'Payroll is wrong',
      description: 'By one day.',
    });
    const decision = await decided(vendor, id);
    expect(ourEffects(vendor.sandbox, id)[0]?.actionId).toBe(decision?.actions[0]?.id);
  });
});
