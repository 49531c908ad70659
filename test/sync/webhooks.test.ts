import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { webhookStateSchema } from '@signalbox/bridge';
import { jiraConnector } from '@signalbox/connector-jira';
import { createJiraSandbox, type JiraSandbox } from '@signalbox/connector-jira/sandbox';
import { openSite, type Site, systemClock } from '@signalbox/sdk';
import { type ServedSandbox, serveSandbox } from '@signalbox/sdk/sandbox';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { eventually } from '../support/eventually.ts';
import { type Line, startLine } from '../support/line.ts';
import { queryRows } from '../support/query-rows.ts';
import { startJira, type Vendor } from '../support/vendors.ts';
import { createTickets, problems, startMuteVendor, syncs } from './reading.ts';

const dayMs = 86_400_000;
const everySecond = 1 / 60;
let line: Line | undefined;
let served: ServedSandbox<JiraSandbox> | undefined;
let vendor: Vendor | undefined;

afterEach(async () => {
  await line?.stop();
  await served?.close();
  await vendor?.served.close();
  line = undefined;
  served = undefined;
  vendor = undefined;
});

async function webhookOf({ bridge }: Line, site: string) {
  const response = await bridge.request(`/api/v1/sites/${site}/webhook`, {}, 'viewer');
  return webhookStateSchema.parse(await response.json());
}

async function readiness({ bridge }: Line) {
  const response = await bridge.request('/readyz', {}, null);
  const checks = z.array(z.object({ name: z.string(), isReady: z.boolean() }));
  return z.object({ status: z.string(), checks }).parse(await response.json());
}

const isHeard = async (current: Line) =>
  (await readiness(current)).checks.find(({ name }) => name === 'webhook of jira')?.isReady;

async function metric({ bridge }: Line, name: string): Promise<string | undefined> {
  const text = await (await bridge.request('/metrics')).text();
  return text.split('\n').find((row) => row.startsWith(`${name}{`));
}

describe('a dynamic webhook', () => {
  /** Days pass at once, for the bridge, the site and the vendor alike. */
  let leaptMs = 0;
  const clock = { ...systemClock, now: () => systemClock.now() + leaptMs };

  async function open(): Promise<Site> {
    served = await serveSandbox((baseUrl) =>
      createJiraSandbox({ baseUrl, clock, deliver: async () => ({ status: 202 }) }),
    );
    return openSite(jiraConnector, {
      name: 'jira',
      configuration: { ...served.sandbox.oauthConfiguration, share: 1, projects: ['SUP'] },
      clock,
    });
  }

  /** The look at the registrations that otherwise waits for its time. */
  async function lookNow(current: Line): Promise<void> {
    const before = (await webhookOf(current, 'jira')).lookedAt;
    await queryRows(
      current.databaseUrl,
      `update signalbox_jobs.job set start_after = now()
       where name = 'reading-webhooks' and state = 'created' returning 1`,
    );
    await eventually(
      'the registrations are looked at',
      async () => (await webhookOf(current, 'jira')).lookedAt !== before,
      40_000,
    );
  }

  it('is renewed before its end; one that has ended is made again, and the gap is read', async () => {
    const site = await open();
    const url = 'https://signalbox.example/webhooks/jira';
    await site.webhookRegistrations?.register(url);
    const jira = { name: 'jira', site, sandbox: served?.sandbox } as unknown as Vendor;
    // The tests' own registration would be another address.
    const registering = { ...jira, sandbox: { ...jira.sandbox, registerWebhook: () => undefined } };
    const current = await startLine([registering as Vendor], { clock });
    line = current;
    leaptMs += 15 * dayMs;
    await lookNow(current);
    const daysLeft = async () =>
      Math.round((Date.parse((await webhookOf(current, 'jira')).endsAt ?? '') - clock.now()) / dayMs);
    expect(await daysLeft()).toBe(15);
    leaptMs += 6 * dayMs;
    await current.restart({ clock });
    await lookNow(current);
    expect(await daysLeft()).toBe(30);
    expect(await metric(current, 'signalbox_webhook_expiry_timestamp_seconds')).toBeDefined();
    expect(await isHeard(current)).toBe(true);
    expect(await problems(current)).toEqual([]);

    leaptMs += 31 * dayMs;
    expect(await isHeard(current)).toBe(false);
    await current.restart({ clock });
    await lookNow(current);
    expect(await daysLeft()).toBe(30);
    expect((await webhookOf(current, 'jira')).registrations).toMatchObject([{ url, isEnabled: true }]);
    expect((await problems(current)).map(({ code }) => code)).toEqual(['webhook-lapsed']);
    expect((await syncs(current, 'jira')).map(({ origin }) => origin)).toEqual(['poll']);
    expect(await isHeard(current)).toBe(true);
  }, 120_000);
});

describe('a silent webhook', () => {
  it('that tells of no new ticket shows in health, metrics and the API until one comes', async () => {
    vendor = await startMuteVendor('jira');
    const current = await startLine([vendor], { pollEveryMinutes: everySecond });
    line = current;
    expect(await isHeard(current)).toBe(true);
    await createTickets(vendor, 1);
    await eventually('it is noticed', async () => (await webhookOf(current, 'jira')).silentSince !== null);
    expect(await isHeard(current)).toBe(false);
    expect((await readiness(current)).status).toBe('ready');
    expect(await metric(current, 'signalbox_webhook_silent')).toMatch(/ 1$/);
  }, 60_000);

  it('that told once and tells no more is noticed by changes of tickets that are known', async () => {
    let isDown = false;
    vendor = await startJira({
      async deliver({ url, headers, body }) {
        if (isDown) return { status: 202 };
        return await fetch(url, { method: 'POST', headers, body });
      },
    });
    const current = await startLine([vendor], { pollEveryMinutes: everySecond });
    line = current;
    const ids = await createTickets(vendor, 6);
    await current.untilDone(6);
    await current.untilQuiet([vendor]);
    isDown = true;
    await queryRows(
      current.databaseUrl,
      `update intake_tally set minute = minute - interval '1 hour' returning 1`,
    );
    for (const id of ids) await vendor.sandbox.editTicket(id, { priority: 'High' });
    await eventually(
      'it is noticed',
      async () => (await webhookOf(current, 'jira')).silentSince !== null,
      30_000,
    );
    isDown = false;
    await createTickets(vendor, 1);
    await vendor.sandbox.settled();
    await eventually(
      'it is heard again',
      async () => (await webhookOf(current, 'jira')).silentSince === null,
    );
    expect(await isHeard(current)).toBe(true);
  }, 90_000);
});

describe('signalbox webhooks', () => {
  const program = fileURLToPath(new URL('../../cli/src/signalbox.ts', import.meta.url));

  async function run(directory: string, ...words: readonly string[]) {
    const child = spawn(process.execPath, [program, 'webhooks', ...words, '--json'], {
      cwd: directory,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, CLIENT_SECRET: served?.sandbox.credentials.clientSecret, PASSWORD: 'x' },
    });
    let out = '';
    let errors = '';
    child.stdout.on('data', (text) => {
      out += text;
    });
    child.stderr.on('data', (text) => {
      errors += text;
    });
    const [code] = await once(child, 'close');
    const last = out.trim().split('\n').at(-1) ?? '';
    return { code, out, errors, result: code === 0 || code === 1 ? JSON.parse(last) : null };
  }

  it('lists, registers, renews and removes; says where nothing can be registered', async () => {
    served = await serveSandbox((baseUrl) => createJiraSandbox({ baseUrl }));
    const directory = await mkdtemp(path.join(tmpdir(), 'signalbox-webhooks-'));
    try {
      const door = fileURLToPath(new URL('../../cli/src/index.ts', import.meta.url));
      const { clientId, cloudId, tokenUrl } = served.sandbox.credentials;
      await writeFile(
        path.join(directory, 'signalbox.config.ts'),
        `import { defineConfig, jira, secret, servicenow } from ${JSON.stringify(door)};
         export default defineConfig({
           publicUrl: 'https://signalbox.example/',
           sites: {
             support: jira({ baseUrl: '${served.url}', projects: ['SUP'], authentication: { kind: 'oauth2', clientId: '${clientId}',
               clientSecret: secret('CLIENT_SECRET'), cloudId: '${cloudId}', tokenUrl: '${tokenUrl}', apiUrl: '${served.url}' } }),
             itsm: servicenow({ baseUrl: 'https://example.service-now.com', authentication: { kind: 'basic', user: 'u', password: secret('PASSWORD') } }),
           },
         });`,
      );
      expect(await run(directory, 'list', 'support')).toMatchObject({ code: 1, result: { live: 0 } });
      const made = await run(directory, 'register', 'support');
      expect(made).toMatchObject({
        code: 0,
        result: { isNew: true, registration: { url: 'https://signalbox.example/webhooks/support' } },
      });
      expect(await run(directory, 'register', 'support')).toMatchObject({
        code: 0,
        result: { isNew: false },
      });
      expect(await run(directory, 'list', 'support')).toMatchObject({ code: 0, result: { live: 1 } });
      expect(await run(directory, 'renew', 'support')).toMatchObject({ code: 0, result: { renewed: 1 } });
      expect(await run(directory, 'register', 'support', '--url', 'https://x.example/')).toMatchObject({
        code: 2,
        errors: expect.stringContaining('/webhooks/support'),
      });
      expect(await run(directory, 'remove', 'support')).toMatchObject({ code: 0 });
      expect(await run(directory, 'list', 'support')).toMatchObject({ code: 1, result: { live: 0 } });
      expect(await run(directory, 'list', 'itsm')).toMatchObject({
        code: 2,
        errors: expect.stringContaining('by hand'),
      });
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }, 120_000);
});
