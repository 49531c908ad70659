import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Command, startCommand } from '../support/command.ts';
import { doubled, ourEffects } from '../support/effects.ts';
import { eventually } from '../support/eventually.ts';
import {
  adminToken,
  configurationSource,
  freePort,
  type Installation,
  makeInstallation,
  siteSecrets,
  siteSources,
} from '../support/installation.ts';
import { startVendors, type Vendor } from '../support/vendors.ts';

let vendors: Awaited<ReturnType<typeof startVendors>>;
let both: readonly Vendor[];
let installation: Installation;
let port: number;
let bridge: Command | undefined;
let isOver: boolean;

const decisionsSchema = z.object({
  items: z.array(
    z.object({
      site: z.string(),
      ticketId: z.string(),
      route: z.string(),
      actions: z.array(z.object({ kind: z.string(), status: z.string() })),
    }),
  ),
});

const applied = `
  fields: {
    category: {
      from: { jira: 'custom.Topic', servicenow: 'category' },
      mode: 'apply', applyAt: 0.3, suggestAt: 0.2,
      enabledBy: { by: 'Ada', at: '2026-01-01T00:00:00.000Z' },
    },
  },
  humanQueue: 'mark', explanation: 'internal',`;

/** As a vendor does for hours: again until somebody takes it. */
async function deliver({ url, headers, body }: { url: string; headers: object; body: string }) {
  for (;;) {
    const response = await fetch(url, { method: 'POST', headers: { ...headers }, body }).catch(() => null);
    if (isOver || (response !== null && response.status < 500)) return { status: response?.status ?? 0 };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

beforeEach(async () => {
  isOver = false;
  vendors = await startVendors(deliver);
  both = [vendors.jira, vendors.servicenow];
  port = await freePort();
  for (const { sandbox, name } of both) sandbox.registerWebhook(`http://127.0.0.1:${port}/webhooks/${name}`);
});

afterEach(async () => {
  isOver = true;
  await bridge?.end();
  for (const { served } of both) await served.close();
  await installation.remove();
});

async function install(settings: string): Promise<void> {
  const { jira, servicenow } = vendors;
  const common = `port: ${port}, adminToken: secret('SIGNALBOX_TOKEN'),`;
  installation = await makeInstallation(
    configurationSource(siteSources(jira, servicenow), `${common}${settings}`),
    siteSecrets(jira, servicenow),
  );
}

async function start(): Promise<Command> {
  bridge = startCommand(['start'], { cwd: installation.directory, env: installation.env });
  await bridge.untilSays(/is at work at.*\n {2}writes /s);
  return bridge;
}

async function decisions() {
  const headers = { authorization: `Bearer ${adminToken}` };
  const response = await fetch(`http://127.0.0.1:${port}/api/v1/decisions?limit=200`, { headers });
  return decisionsSchema.parse(await response.json()).items;
}

async function create(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    for (const { sandbox } of both) {
      await sandbox.createTicket({
        summary: 'My laptop does not start',
        description: `The screen of the laptop stays black, the power supply in room ${index} works.`,
      });
    }
  }
}

async function untilSettled(tickets: number): Promise<void> {
  await eventually(
    `${tickets} tickets decided and written`,
    async () => {
      const items = await decisions().catch(() => []);
      return items.length === tickets && !items.some(({ actions }) => actions.some(isOpen));
    },
    90_000,
  );
}

const isOpen = ({ status }: { status: string }) => status === 'pending' || status === 'held';

describe('the service in a process of its own, with the shipped model', { timeout: 150_000 }, () => {
  it('suggests by default and writes nothing at all', async () => {
    await install(`fields: { category: { from: { jira: 'custom.Topic', servicenow: 'category' } } },`);
    const running = await start();
    expect(running.stdout).toContain('every field is on suggest');
    await create(3);
    await untilSettled(6);
    expect((await decisions()).map(({ actions }) => actions)).toEqual([[], [], [], [], [], []]);
    for (const { sandbox } of both) {
      expect(sandbox.journal.map(({ kind }) => kind)).toEqual(['create', 'create', 'create']);
    }
    expect(await running.end()).toBe(0);
  });

  it('killed again and again in the middle of its work loses nothing and writes nothing twice', async () => {
    await install(applied);
    for (const { sandbox, writes } of both) {
      sandbox.addFault({ kind: 'cut-after-effect', times: 3, match: writes });
      sandbox.addFault({ kind: 'slow', delayMs: 500, times: 4, match: writes });
    }
    for (const goal of [2, 10]) {
      const running = await start();
      await create(8);
      await eventually('some are written', () =>
        both.some(({ sandbox }) => ourEffects(sandbox).length >= goal),
      );
      await running.end('SIGKILL');
    }
    await start();
    await untilSettled(32);
    await Promise.all(both.map(({ sandbox }) => sandbox.settled()));
    await untilSettled(32);
    for (const vendor of both) {
      expect(doubled(vendor.sandbox)).toEqual([]);
      expect(ourEffects(vendor.sandbox).some(({ isPublic }) => isPublic)).toBe(false);
      for (const { id } of vendor.sandbox.tickets) {
        expect(ourEffects(vendor.sandbox, id).length, `${vendor.name} ${id}`).toBeGreaterThan(0);
      }
    }
    const statuses = (await decisions()).flatMap(({ actions }) => actions.map(({ status }) => status));
    expect(statuses).toHaveLength(32);
    expect(statuses.every((status) => /^(already-)?applied$/.test(status))).toBe(true);
  });
});
