import { expect, it } from 'vitest';
import { z } from 'zod';
import { lastJson, runCommand } from '../support/command.ts';

const count = z.number().int().nonnegative();
const vendorSchema = z.strictObject({
  tickets: count,
  delivered: count,
  accepted: count,
  rejectedSignatures: count,
  duplicates: count,
  decided: count,
  applied: count,
  suggested: count,
  escalated: count,
  lost: count,
  writtenTwice: count,
  publicComments: count,
  accuracy: z.number().min(0).max(1),
});
const milliseconds = z.number().nonnegative();
const reportSchema = vendorSchema.extend({
  webhookToDecisionMs: z.strictObject({ p50: milliseconds, p95: milliseconds, p99: milliseconds }),
  seconds: z.number().positive(),
  byVendor: z.strictObject({ jira: vendorSchema, servicenow: vendorSchema }),
});

const flow = ['tickets', 'delivered', 'accepted', 'decided', 'applied', 'suggested', 'escalated'] as const;

it('the demo ends well, and its last line says how', { timeout: 120_000 }, async () => {
  const result = await runCommand(['demo', '--tickets', '20', '--exit', '--json']);
  const report = reportSchema.parse(lastJson(result));
  expect(result.code, result.stdout).toBe(0);
  expect(report).toMatchObject({ tickets: 20, decided: 20, lost: 0, writtenTwice: 0, publicComments: 0 });
  const { jira, servicenow } = report.byVendor;
  for (const name of flow) expect(report[name], name).toBe(jira[name] + servicenow[name]);
  expect(report.applied + report.suggested + report.escalated).toBe(20);
  expect(report.delivered).toBe(report.accepted + report.rejectedSignatures + report.duplicates);
  expect(report.rejectedSignatures).toBeGreaterThan(0);
  expect(report.duplicates).toBeGreaterThan(0);
  expect(result.stdout + result.stderr).toContain('/console/');
});

it('the demo says how many tickets it has when it is asked for more, and refuses what is no number', {
  timeout: 60_000,
}, async () => {
  for (const tickets of ['1000000', '0']) {
    const { code, stderr } = await runCommand(['demo', `--tickets=${tickets}`, '--exit']);
    expect(code, tickets).toBe(2);
    expect(stderr, tickets).toMatch(/1 to \d+ real tickets/);
  }
  for (const tickets of ['-3', '2.5', 'many']) {
    const { code, stderr } = await runCommand(['demo', `--tickets=${tickets}`, '--exit']);
    expect(code, tickets).toBe(2);
    expect(stderr, tickets).toMatch(/'--tickets <number>' argument .* is invalid\. Write a whole number/);
  }
});
