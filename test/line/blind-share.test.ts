import { decide } from '@signalbox/triage/line';
import { decisionInputSchema, decisionSchema } from '@signalbox/triage/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { topicCertificate } from '../support/certificate.ts';
import { ourEffects } from '../support/effects.ts';
import { eventually } from '../support/eventually.ts';
import { type Line, startLine } from '../support/line.ts';
import { applyPolicy } from '../support/policy.ts';
import { queryRows } from '../support/query-rows.ts';
import { startVendors, type Vendor } from '../support/vendors.ts';

let vendors: Awaited<ReturnType<typeof startVendors>>;
let line: Line;

const standingSchema = z.object({
  targets: z.array(
    z.object({
      site: z.string(),
      target: z.string(),
      samples: z.record(z.string(), z.number()),
      interval: z.object({ lower: z.number(), upper: z.number() }),
      demoted: z.object({ reason: z.string() }).nullable(),
    }),
  ),
});

async function standing(site: string) {
  const response = await line.bridge.request('/api/v1/watch');
  const { targets } = standingSchema.parse(await response.json());
  const found = targets.find((target) => target.site === site);
  if (!found) throw new Error(`nothing is watched at ${site}`);
  return found;
}

async function policies(blindShare: number) {
  const entries = Object.values(vendors).map(async (vendor) => {
    const policy = applyPolicy(vendor.name, { blindShare });
    return [vendor.name, { ...policy, certificate: await topicCertificate(vendor, policy) }] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

beforeAll(async () => {
  vendors = await startVendors();
  line = await startLine([vendors.jira, vendors.servicenow], { policies: await policies(1) });
});

afterAll(async () => {
  await line.stop();
  for (const { served } of Object.values(vendors)) await served.close();
});

async function decided(vendor: Vendor, summary: string) {
  const { id } = await vendor.sandbox.createTicket({ summary, description: 'Please help.' });
  await eventually('decided', async () => (await line.decisions(id)).length === 1);
  return id;
}

describe.each([['jira'], ['servicenow']] as const)('under a certificate at %s', (name) => {
  it('a drawn ticket goes to people, and nobody sees what the model says', async () => {
    const vendor: Vendor = vendors[name];
    const id = await decided(vendor, 'The printer is dead');
    const [decision] = await line.decisions(id);
    expect(decision).toMatchObject({ route: 'escalate', reason: 'blind-sample', fields: [{ label: null }] });
    const suggestion = await line.suggestion(vendor, id);
    expect(JSON.stringify(suggestion)).not.toContain('Hardware');
    const detail = await line.bridge.request(`/api/v1/decisions/${decision?.receiptId}`);
    expect(await detail.text()).not.toContain('Hardware');
    await line.untilQuiet([vendor]);
    expect(vendor.topicOf(id)).toBeNull();
    // The mark of the human queue says why, and not what the model thinks.
    expect(JSON.stringify(ourEffects(vendor.sandbox, id))).not.toContain('Hardware');
    expect((await standing(name)).samples['waiting']).toBeGreaterThan(0);
  });

  it('its outcome is what a person chose before it was settled; what nobody chose counts as nothing', async () => {
    const vendor: Vendor = vendors[name];
    const before = (await standing(name)).samples;
    const right = await decided(vendor, 'My password is lost');
    const untouched = await decided(vendor, 'Another printer is dead');
    await vendor.sandbox.editTicket(right, { [vendor.topicField]: vendor.topicValue('Access') });
    await vendor.resolve(right);
    await vendor.resolve(untouched);
    await eventually('counted', async () => {
      const { samples } = await standing(name);
      return (
        samples['observed'] === (before['observed'] ?? 0) + 1 &&
        samples['unlabelled'] === (before['unlabelled'] ?? 0) + 1
      );
    });
    expect((await standing(name)).samples['errors']).toBe(before['errors']);
  });

  it('errors beyond the promise take the field back to suggest, and say so', {
    timeout: 60_000,
  }, async () => {
    const vendor: Vendor = vendors[name];
    for (let ticket = 0; ticket < 5; ticket += 1) {
      const id = await decided(vendor, `The disk ${'abcde'[ticket]} is full`);
      await vendor.sandbox.editTicket(id, { [vendor.topicField]: vendor.topicValue('Purchase') });
      await vendor.resolve(id);
    }
    await eventually('demoted', async () => (await standing(name)).demoted !== null);
    const { demoted, interval } = await standing(name);
    expect(demoted?.reason).toBe('certificate-error');
    expect(interval.lower).toBeGreaterThan(0.03);
    const id = await decided(vendor, 'One more printer');
    expect(await line.decisions(id)).toMatchObject([{ route: 'suggest', reason: 'certificate-error' }]);
    const metrics = await (await line.bridge.request('/metrics')).text();
    expect(metrics).toContain(`signalbox_certificate_holds{site="${name}",target="category"} 0`);
    // The first few suffice; after them nothing is drawn any more.
    expect(metrics).toMatch(
      new RegExp(`signalbox_blind_samples\\{site="${name}",target="category",outcome="wrong"\\} [1-5]`),
    );
  });
});

it('every receipt gives its decision again, what was drawn and demoted included', async () => {
  const rows = await queryRows<Record<string, unknown>>(
    line.databaseUrl,
    `select facts, classification, obstacle, matched_rules as "matchedRules", standing, policy, catalog, decision
     from decision_receipt receipt
     join decision_policy policy on policy.site = receipt.site and policy.version = receipt.policy_version
     left join decision_catalog catalog on catalog.site = receipt.site and catalog.version = receipt.catalog_version`,
  );
  expect(rows.length).toBeGreaterThan(10);
  for (const { decision, ...input } of rows) {
    expect(decide(decisionInputSchema.parse(input))).toEqual(decisionSchema.parse(decision));
  }
});

it('without a blind draw it applies from the certified threshold on, whatever applyAt says', async () => {
  // 0 would mean that nobody counts, and nothing would be applied.
  const certified = await policies(1e-9);
  const fresh = Object.fromEntries(
    Object.entries(certified).map(([name, policy]) => [
      name,
      { ...policy, version: `fresh-${name}`, certificate: { ...policy.certificate, id: `fresh-${name}` } },
    ]),
  );
  await line.restart({ policies: fresh });
  const { jira } = vendors;
  const id = await decided(jira, 'A printer again');
  await line.untilQuiet([jira]);
  expect(jira.topicOf(id)).toBe('Hardware');
});
