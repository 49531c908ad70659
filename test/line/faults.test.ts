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

const titleOf = (vendor: Vendor, title: string) =>
  vendor.name === 'jira' ? { summary: title } : { short_description: title };

const clearTicket = { summary: 'The printer is dead', description: 'No light, no sound.' };

interface Troubled {
  readonly vendor: Vendor;
  readonly what: string;
  readonly id: string;
  /** A comment of Jira is an effect of its own; ServiceNow's note comes with the change. */
  readonly effects: number;
}

/** Creates a ticket of which the first request that matches goes wrong. */
async function troubled(
  vendor: Vendor,
  kind: Fault['kind'],
  method: string,
  path: (ticketId: string) => string,
): Promise<Troubled> {
  const { id } = await vendor.sandbox.createTicket(clearTicket);
  // The webhook is still on its way: what it brings about meets the fault.
  vendor.sandbox.addFault({ kind, delayMs: 700, match: new RegExp(`^${method} ${path(id)}$`) });
  return { vendor, what: `${vendor.name}, ${method}, ${kind}`, id, effects: vendor.name === 'jira' ? 2 : 1 };
}

async function expectOneEffectEach(tickets: readonly Troubled[]): Promise<void> {
  for (const { what, id } of tickets) {
    await eventually(`${what}: decided`, async () => (await line.decisions(id)).length > 0);
  }
  await line.untilQuiet([vendors.jira, vendors.servicenow]);
  for (const { vendor, what, id, effects } of tickets) {
    const [decision, ...more] = await line.decisions(id);
    expect(more, what).toEqual([]);
    // `already-applied`: an earlier attempt of the same action had landed.
    const status = expect.stringMatching(/^(already-)?applied$/);
    expect(decision?.actions, what).toMatchObject([{ kind: 'apply', status }]);
    expect(vendor.topicOf(id), what).toBe('Hardware');
    const ours = ourEffects(vendor.sandbox, id);
    expect(
      ours.map(({ actionId }) => actionId),
      what,
    ).toEqual(Array.from({ length: effects }, () => decision?.actions[0]?.id));
    expect(
      ours.some(({ isPublic }) => isPublic),
      what,
    ).toBe(false);
  }
  for (const { sandbox } of Object.values(vendors)) expect(doubled(sandbox)).toEqual([]);
}

describe('whatever goes wrong on the way, each action takes effect once', { timeout: 90_000 }, () => {
  it('with any one request to a vendor', async () => {
    const { jira, servicenow } = vendors;
    const tickets = await Promise.all(
      requestFaults.flatMap((kind) => [
        troubled(jira, kind, 'PUT', (id) => `/rest/api/3/issue/${id}`),
        troubled(jira, kind, 'POST', (id) => `/rest/servicedeskapi/request/${id}/comment`),
        troubled(jira, kind, 'GET', (id) => `/rest/api/3/issue/${id}/changelog`),
        troubled(servicenow, kind, 'PATCH', (id) => `/api/now/.*${id}`),
        troubled(servicenow, kind, 'GET', (id) => `/api/now/.*${id}`),
      ]),
    );
    await expectOneEffectEach(tickets);
  });

  it('with the webhooks', async () => {
    const tickets: Troubled[] = [];
    for (const kind of webhookFaults) {
      for (const vendor of [vendors.jira, vendors.servicenow]) {
        vendor.sandbox.addFault({ kind, times: 3 });
        tickets.push(await troubled(vendor, kind, 'NONE', () => ''));
        await vendor.sandbox.editTicket(tickets.at(-1)?.id ?? '', titleOf(vendor, 'The printer, again'));
      }
    }
    await expectOneEffectEach(tickets);
  });
});
