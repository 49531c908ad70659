import { decide } from '@signalbox/triage/line';
import { createMasker, defaultModelDirectory, loadClassifier } from '@signalbox/triage/model';
import { decisionInputSchema, decisionSchema } from '@signalbox/triage/schema';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Line, startLine } from '../support/line.ts';
import { queryRows } from '../support/query-rows.ts';
import { startVendors } from '../support/vendors.ts';

let vendors: Awaited<ReturnType<typeof startVendors>>;
let line: Line;

beforeAll(async () => {
  vendors = await startVendors();
  line = await startLine([vendors.jira, vendors.servicenow], {
    classifier: await loadClassifier(defaultModelDirectory),
    masker: createMasker(),
    writesPerHour: 1_000,
  });
});

afterAll(async () => {
  await line.stop();
  for (const { served } of Object.values(vendors)) await served.close();
});

const matters = [
  'laptop screen',
  'new starter payroll',
  'shared drive access',
  'purchase of licences',
  'qwrt zxcv',
];
const sites = ['Leeds', 'Porto', 'Graz', 'Turku', 'Lyon', 'Gdynia', 'Brno', 'Cork', 'Utrecht', 'Bari'];

interface ReceiptRow {
  readonly facts: unknown;
  readonly classification: unknown;
  readonly obstacle: unknown;
  readonly matchedRules: unknown;
  readonly standing: unknown;
  readonly policy: unknown;
  readonly catalog: unknown;
  readonly decision: unknown;
}

it('every receipt of a hundred tickets gives its decision again, to the last digit', {
  timeout: 90_000,
}, async () => {
  for (const matter of matters) {
    for (const place of sites) {
      for (const { sandbox } of Object.values(vendors)) {
        await sandbox.createTicket({
          summary: `${matter} in ${place}`,
          description: matter.startsWith('q')
            ? ''
            : `Please help with the ${matter}, it is needed in ${place} today.`,
        });
      }
    }
  }
  await line.untilDone(100, 60_000);
  const rows = await queryRows<ReceiptRow>(
    line.databaseUrl,
    `select facts, classification, obstacle, matched_rules as "matchedRules", standing, policy, catalog, decision
     from decision_receipt receipt
     join decision_policy policy on policy.site = receipt.site and policy.version = receipt.policy_version
     left join decision_catalog catalog on catalog.site = receipt.site and catalog.version = receipt.catalog_version`,
  );
  expect(rows).toHaveLength(100);
  for (const { decision, ...input } of rows) {
    expect(decide(decisionInputSchema.parse(input))).toEqual(decisionSchema.parse(decision));
  }
  const routes = new Set(rows.map(({ decision }) => decisionSchema.parse(decision).route));
  expect(routes.size).toBeGreaterThan(1);
  // What proves a decision holds no words of the ticket.
  for (const place of sites) expect(JSON.stringify(rows)).not.toContain(place);
});
