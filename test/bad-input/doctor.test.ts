import { type ServedSandbox, serveSandbox } from '@signalbox/sdk/sandbox';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { lastJson, runCommand } from '../support/command.ts';
import {
  configurationSource,
  type Installation,
  makeInstallation,
  siteSecrets,
  siteSources,
} from '../support/installation.ts';
import { startVendors } from '../support/vendors.ts';

let vendors: Awaited<ReturnType<typeof startVendors>>;
let installation: Installation | undefined;
/** Somebody's website. */
let elsewhere: ServedSandbox<{ fetch: () => Promise<Response> }>;

beforeAll(async () => {
  elsewhere = await serveSandbox({
    fetch: async () => new Response('<h1>Welcome</h1>', { headers: { 'content-type': 'text/html' } }),
  });
  vendors = await startVendors();
  for (const { sandbox, name } of Object.values(vendors)) {
    sandbox.registerWebhook(`http://127.0.0.1:9/webhooks/${name}`);
    await sandbox.createTicket({ summary: 'The printer is dead', description: 'No light.' });
  }
});

afterEach(async () => {
  await installation?.remove();
});

afterAll(async () => {
  await elsewhere.close();
  for (const { served } of Object.values(vendors)) await served.close();
});

const reportSchema = z.object({
  findings: z.array(
    z.object({
      site: z.string().nullable(),
      check: z.string(),
      status: z.enum(['ok', 'warning', 'error']),
      message: z.string(),
      remedy: z.string().nullable(),
    }),
  ),
  errors: z.number(),
  warnings: z.number(),
});

const fields = "fields: { category: { from: { jira: 'custom.Topic', servicenow: 'category' } } },";

async function doctor(
  change: { readonly sites?: (source: string) => string; readonly env?: Record<string, string> } = {},
  settings = fields,
) {
  const { jira, servicenow } = vendors;
  const sites = (change.sites ?? ((source) => source))(siteSources(jira, servicenow));
  installation = await makeInstallation(configurationSource(sites, settings), {
    ...siteSecrets(jira, servicenow),
    ...change.env,
  });
  const options = { cwd: installation.directory, env: installation.env };
  const journals = () => Object.values(vendors).map(({ sandbox }) => sandbox.journal.length);
  const before = journals();
  const result = await runCommand(['doctor', '--json'], options);
  expect(journals(), 'it only reads').toEqual(before);
  return { ...result, report: reportSchema.parse(lastJson(result)) };
}

describe('the doctor', { timeout: 60_000 }, () => {
  it('names the values that no label of the model leads to, and the labels that the catalog lacks', async () => {
    const renamed = "labels: { 'HR Support': 'Hardware', Storage: 'Cloud' }";
    const { report } = await doctor(
      {},
      `fields: { category: { from: { jira: 'custom.Topic', servicenow: 'category' }, ${renamed} } },`,
    );
    const finding = report.findings.find(({ site, check }) => site === 'jira' && check === 'field category');
    expect(finding?.status).toBe('warning');
    expect(finding?.message).toMatch(/does not offer "Storage"; such tickets go to people\./);
    expect(finding?.message).toMatch(/Not learnt yet, so never suggested: .*"HR Support"/);
    expect(finding?.remedy).toContain("where they were renamed: labels: { 'Storage': ");
  });

  it('finds nothing to mend where all is well', async () => {
    const { code, report } = await doctor();
    expect(report.findings.filter(({ status }) => status === 'error')).toEqual([]);
    expect({ code, errors: report.errors }).toEqual({ code: 0, errors: 0 });
    const checked = report.findings.map(({ site, check }) => (site === null ? check : site));
    expect(checked).toEqual(
      expect.arrayContaining(['configuration', 'model', 'database', 'jira', 'servicenow']),
    );
  });

  it.each([
    [
      'a token that Jira refuses',
      { env: { JIRA_TOKEN: 'not-the-token' } },
      { site: 'jira', check: 'credentials' },
      /API token/,
    ],
    [
      'a password that ServiceNow refuses',
      { env: { SERVICENOW_PASSWORD: 'not-the-password' } },
      { site: 'servicenow' },
      /password|user/i,
    ],
    [
      'an address where nobody listens',
      { sites: (source: string) => source.replace(/baseUrl: 'http:[^']*'/, "baseUrl: 'http://127.0.0.1:9'") },
      { site: 'jira' },
      /DNS|proxy|firewall/,
    ],
    [
      'an address of something else',
      {
        sites: (source: string) =>
          source.replace(/servicenow\(\{\s*baseUrl: '[^']*'/, `servicenow({ baseUrl: '${elsewhere.url}'`),
      },
      { site: 'servicenow' },
      /\w/,
    ],
  ])('says what to do about %s', async (_, change, where, remedy) => {
    const { code, report, stdout, stderr } = await doctor(change);
    expect(code).toBe(1);
    const errors = report.findings.filter(({ status }) => status === 'error');
    expect(errors[0]).toMatchObject(where);
    expect(errors[0]?.remedy).toMatch(remedy);
    // One trouble of one site leaves the other sites' findings alone.
    expect(new Set(errors.map(({ site }) => site))).toEqual(new Set([where.site]));
    expect(stdout + stderr).not.toMatch(/not-the-(token|password)/);
  });

  it('says that a site without a webhook secret is only read, and that one nobody reads gets no ticket', async () => {
    const without = { sites: (source: string) => source.replaceAll(/webhookSecret: .*\n/g, '') };
    const onlyRead = await doctor(without);
    expect(onlyRead.code).toBe(0);
    const said = (site: string, { report }: Awaited<ReturnType<typeof doctor>>, words: RegExp) =>
      report.findings.find((finding) => finding.site === site && words.test(finding.message));
    for (const site of ['jira', 'servicenow']) {
      expect(said(site, onlyRead, /found by reading alone/), site).toMatchObject({ status: 'warning' });
    }
    const cutOff = await doctor(without, `${fields} pollEveryMinutes: 0,`);
    expect(cutOff.code).toBe(1);
    for (const site of ['jira', 'servicenow']) {
      expect(said(site, cutOff, /No ticket ever arrives/), site).toMatchObject({
        status: 'error',
        remedy: expect.stringContaining('webhookSecret'),
      });
    }
  });

  it('tells of a field that no ticket of the site has', async () => {
    const { report } = await doctor(
      {},
      "fields: { category: { from: { jira: 'custom.Weather', servicenow: 'custom.u_weather' } } },",
    );
    for (const site of ['jira', 'servicenow']) {
      const found = report.findings.find(
        (finding) => finding.site === site && finding.status !== 'ok' && /weather/i.test(finding.message),
      );
      expect(found?.remedy, site).toMatch(/\w/);
    }
  });

  it('tells of a target that the model does not predict', async () => {
    const { code, report } = await doctor({}, `${fields.slice(0, -2)}, priority: {} },`);
    expect(code).toBe(0);
    expect(report.findings).toContainEqual(
      expect.objectContaining({
        check: 'field priority',
        status: 'warning',
        remedy: expect.stringContaining('category'),
      }),
    );
  });

  it('tells of a model that cannot be loaded', async () => {
    const { code, report } = await doctor({}, `${fields} model: './no-model',`);
    expect(code).toBe(1);
    expect(report.findings).toContainEqual(
      expect.objectContaining({
        check: 'model',
        status: 'error',
        message: expect.stringContaining('no-model'),
      }),
    );
  });

  it('tells of a database that does not answer', async () => {
    const { code, report } = await doctor({}, `${fields} database: 'postgres://nobody@127.0.0.1:9/none',`);
    expect(code).toBe(1);
    expect(report.findings).toContainEqual(
      expect.objectContaining({
        check: 'database',
        status: 'error',
        message: expect.stringContaining('Check that'),
      }),
    );
  });
});
