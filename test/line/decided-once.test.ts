import type { Policy } from '@signalbox/triage/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doubled, ourEffects } from '../support/effects.ts';
import { eventually } from '../support/eventually.ts';
import { type Line, startLine } from '../support/line.ts';
import { startVendors, type Vendor } from '../support/vendors.ts';

let vendors: Awaited<ReturnType<typeof startVendors>>;
let line: Line;
/** What the sandboxes' HTTP deliveries were, to be sent once more. */
const sent: { url: string; headers: Record<string, string>; body: string }[] = [];

beforeAll(async () => {
  vendors = await startVendors(async (webhook) => {
    sent.push({ ...webhook, headers: { ...webhook.headers } });
    const { status } = await fetch(webhook.url, {
      method: 'POST',
      headers: { ...webhook.headers },
      body: webhook.body,
    });
    return { status };
  });
  line = await startLine([vendors.jira, vendors.servicenow]);
});

afterAll(async () => {
  await line.stop();
  for (const { served } of Object.values(vendors)) await served.close();
});

const clearTicket = { summary: 'The printer is dead', description: 'No light, no sound.' };
const titled = (vendor: Vendor, title: string) =>
  vendor.name === 'jira' ? { summary: title } : { short_description: title };

describe.each([['jira'], ['servicenow']] as const)('at %s', (name) => {
  it('a change of text after the decision gives exactly one more, and replaces our own value', async () => {
    const vendor: Vendor = vendors[name];
    const { id } = await vendor.sandbox.createTicket(clearTicket);
    await line.untilQuiet([vendor]);
    await vendor.sandbox.editTicket(id, titled(vendor, 'No: the password is lost'));
    await line.untilQuiet([vendor]);
    const decisions = await line.decisions(id);
    expect(decisions.map(({ fields }) => fields[0]?.label)).toEqual(['Access', 'Hardware']);
    expect(vendor.topicOf(id)).toBe('Access');
    expect(doubled(vendor.sandbox)).toEqual([]);
  });

  it('a comment gives none, nor does an edit of another field, nor our own write', async () => {
    const vendor: Vendor = vendors[name];
    const { id } = await vendor.sandbox.createTicket(clearTicket);
    await line.untilQuiet([vendor]);
    if (name === 'jira') await vendors.jira.sandbox.commentOn(id, 'The password does not work either.');
    else await vendor.sandbox.editTicket(id, { comments: 'The password does not work either.' });
    await vendor.sandbox.editTicket(id, name === 'jira' ? { priority: 'High' } : { urgency: '1' });
    await line.untilQuiet([vendor]);
    expect(await line.decisions(id)).toHaveLength(1);
    expect(ourEffects(vendor.sandbox, id)).toHaveLength(1);
  });

  it('webhooks that come late, again and in another order give none', async () => {
    const vendor: Vendor = vendors[name];
    const from = sent.length;
    const { id } = await vendor.sandbox.createTicket(clearTicket);
    await line.untilQuiet([vendor]);
    await vendor.sandbox.editTicket(id, titled(vendor, 'The disk is full'));
    await line.untilQuiet([vendor]);
    const before = await line.decisions(id);
    for (const { url, headers, body } of sent.slice(from).reverse()) {
      const again = await fetch(url, { method: 'POST', headers, body });
      expect(await again.json()).toMatchObject({ duplicate: true });
    }
    await line.untilQuiet([vendor]);
    expect(await line.decisions(id)).toEqual(before);
    expect(vendor.topicOf(id)).toBe('Storage');
  });

  it('the third decision within an hour trips the loop guard, which writes nothing', async () => {
    const vendor: Vendor = vendors[name];
    const { id } = await vendor.sandbox.createTicket(clearTicket);
    await line.untilQuiet([vendor]);
    for (const title of ['The password', 'The disk', 'The licence', 'The payroll']) {
      await vendor.sandbox.editTicket(id, titled(vendor, title));
      await line.untilQuiet([vendor]);
    }
    const decisions = await line.decisions(id);
    expect(decisions).toMatchObject([
      { route: 'escalate', reason: 'loop-guard', actions: [] },
      { route: 'apply' },
      { route: 'apply' },
    ]);
    expect(vendor.topicOf(id)).toBe('Access');
  });

  it('a change of text while the first write waits is what is written, and nothing else', async () => {
    const vendor: Vendor = vendors[name];
    await pause(name, true);
    const { id } = await vendor.sandbox.createTicket(clearTicket);
    await vendor.sandbox.settled();
    await untilDecisions(id, 1);
    await vendor.sandbox.editTicket(id, titled(vendor, 'The password is lost'));
    await untilDecisions(id, 2);
    await pause(name, false);
    await line.untilQuiet([vendor]);
    expect(vendor.topicOf(id)).toBe('Access');
    expect(ourEffects(vendor.sandbox, id)).toHaveLength(1);
  });
});

describe.each([['jira'], ['servicenow']] as const)('at %s, what Signalbox wrote itself', (name) => {
  it('is no news when the text is told again, though it changes what the catalog offers', async () => {
    const vendor: Vendor = vendors[name];
    const { id } = await vendor.sandbox.createTicket(clearTicket);
    await line.untilQuiet([vendor]);
    expect(vendor.topicOf(id)).toBe('Hardware');
    await vendor.sandbox.editTicket(id, titled(vendor, 'The password'));
    await vendor.sandbox.editTicket(id, titled(vendor, clearTicket.summary));
    await line.untilQuiet([vendor]);
    expect(await line.decisions(id)).toHaveLength(1);
  });

  it('while the text changed again gives way to what the new text asks for', async () => {
    const vendor: Vendor = vendors[name];
    const { id } = await vendor.sandbox.createTicket(clearTicket);
    const write = new RegExp(`${vendor.writes.source}.*${id}`);
    vendor.sandbox.addFault({ kind: 'cut-after-effect', match: write });
    await eventually('the first write landed', () => vendor.topicOf(id) === 'Hardware');
    await vendor.sandbox.editTicket(id, titled(vendor, 'The password is lost'));
    await line.untilQuiet([vendor]);
    expect(vendor.topicOf(id)).toBe('Access');
    expect(doubled(vendor.sandbox)).toEqual([]);
    const [newest, first] = await line.decisions(id);
    expect([first?.actions[0]?.status, newest?.actions[0]?.status]).toEqual([
      expect.stringMatching(/^(already-)?applied$/),
      'applied',
    ]);
  });
});

describe('without a model', () => {
  it('every ticket goes to people, marked with that reason, and a model changes that', async () => {
    const policy: Partial<Policy> = { version: 'without-a-model' };
    await line.restart({ classifier: null, policy });
    const tickets = [];
    for (const vendor of Object.values(vendors) as readonly Vendor[]) {
      const { id } = await vendor.sandbox.createTicket(clearTicket);
      tickets.push({ vendor, id });
    }
    await line.untilQuiet(Object.values(vendors));
    for (const { vendor, id } of tickets) {
      expect(await line.decisions(id)).toMatchObject([
        {
          route: 'escalate',
          reason: 'model-unavailable',
          actions: [{ kind: 'human-queue', status: 'applied' }],
        },
      ]);
      const ticket = await vendor.site.tickets?.read(id);
      expect(ticket && vendor.site.humanQueue?.isMarked(ticket)).toBe(true);
    }
    await line.restart();
  });
});

async function pause(site: string, isPaused: boolean): Promise<void> {
  await line.bridge.killSwitch.change({ site, isPaused, reason: 'a test', by: 'the test' });
}

async function untilDecisions(id: string, count: number): Promise<void> {
  await eventually(`${count} decisions`, async () => (await line.decisions(id)).length === count);
}
