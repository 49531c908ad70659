import type { Fault } from '@signalbox/sdk/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doubled, ourEffects } from '../support/effects.ts';
import { eventually } from '../support/eventually.ts';
import { type Line, startLine } from '../support/line.ts';
import { startVendors, type Vendor } from '../support/vendors.ts';

const requestFaults = [
  'rate-limit',
  'rate-limit-burst',
  'rate-limit-ticket',
  'rate-limit-date',
  'server-error',
  'unavailable',
  'slow',
  'cut-before-effect',
  'cut-after-effect',
  'late-effect',
] as const satisfies readonly Fault['kind'][];

const webhookFaults = [
  'webhook-duplicate',
  'webhook-reorder',
  'webhook-wrong-signature',
] as const satisfies readonly Fault['kind'][];

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

const clearTicket = { summary: 'The printer is dead', description: 'No light, no sound.' };

/** Creates a ticket of which the first requests that match go wrong. */
async function troubled(vendor: Vendor, fault: Fault['kind'], match: (ticketId: string) => RegExp) {
  const { id } = await vendor.sandbox.createTicket(clearTicket);
  // The webhook is still on its way: what it brings about meets the fault.
  vendor.sandbox.addFault({ kind: fault, times: 2, delayMs: 700, match: match(id) });
  return { vendor, fault, id };
}

async function expectOneEffectEach(tickets: readonly Awaited<ReturnType<typeof troubled>>[], kinds: number) {
  await line.untilDone((await line.decisions()).length);
  await Promise.all(Object.values(vendors).map(({ sandbox }) => sandbox.settled()));
  for (const { vendor, fault, id } of tickets) {
    await eventually(`${fault}: decided`, async () => (await line.decisions(id)).length === 1);
  }
  await line.untilQuiet(Object.values(vendors));
  for (const { vendor, fault, id } of tickets) {
    const told = `${vendor.name}, ${fault}`;
    const [decision] = await line.decisions(id);
    expect(decision?.actions, told).toMatchObject([{ kind: 'apply', status: 'applied' }]);
    expect(vendor.topicOf(id), told).toBe('Hardware');
    expect(ourEffects(vendor.sandbox, id), told).toHaveLength(kinds);
    expect(ourEffects(vendor.sandbox, id).some(({ isPublic }) => isPublic)).toBe(false);
  }
  for (const { sandbox } of Object.values(vendors)) expect(doubled(sandbox)).toEqual([]);
}

describe('whatever goes wrong on the way', { timeout: 60_000 }, () => {
  it('with the request that writes at Jira: one edit and one comment', async () => {
    const tickets = await Promise.all(
      requestFaults.map((kind) =>
        troubled(vendors.jira, kind, (id) => new RegExp(`^PUT /rest/api/3/issue/${id}$`)),
      ),
    );
    await expectOneEffectEach(tickets, 2);
  });

  it('with the comment at Jira: one edit and one comment', async () => {
    const tickets = await Promise.all(
      requestFaults.map((kind) =>
        troubled(vendors.jira, kind, (id) => new RegExp(`^POST /rest/servicedeskapi/request/${id}/comment$`)),
      ),
    );
    await expectOneEffectEach(tickets, 2);
  });

  it('with the request that writes at ServiceNow: one change with its note', async () => {
    const tickets = await Promise.all(
      requestFaults.map((kind) =>
        troubled(vendors.servicenow, kind, (id) => new RegExp(`^PATCH /api/now/.*${id}`)),
      ),
    );
    await expectOneEffectEach(tickets, 1);
  });

  it('with what is read before and after: one effect', async () => {
    const reads = ['rate-limit', 'server-error', 'unavailable', 'slow', 'cut-before-effect'] as const;
    const tickets = await Promise.all(
      reads.flatMap((kind) => [
        troubled(vendors.jira, kind, (id) => new RegExp(`^GET /rest/api/3/issue/${id}`)),
        troubled(vendors.jira, kind, (id) => new RegExp(`^GET /rest/api/3/issue/${id}/changelog`)),
      ]),
    );
    await expectOneEffectEach(tickets, 2);
  });

  it('with the webhooks: one decision, one effect', async () => {
    for (const kind of webhookFaults) {
      for (const { sandbox } of Object.values(vendors)) sandbox.addFault({ kind, times: 3 });
    }
    const tickets = [];
    for (const fault of webhookFaults) {
      for (const vendor of [vendors.jira, vendors.servicenow] as readonly Vendor[]) {
        const { id } = await vendor.sandbox.createTicket(clearTicket);
        tickets.push({ vendor, fault, id });
      }
    }
    const isJira = (vendor: Vendor) => vendor === vendors.jira;
    await expectOneEffectEach(
      tickets.filter(({ vendor }) => isJira(vendor)),
      2,
    );
    await expectOneEffectEach(
      tickets.filter(({ vendor }) => !isJira(vendor)),
      1,
    );
  });
});
