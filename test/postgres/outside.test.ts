import { createBridge, createLogger } from '@signalbox/bridge';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from '../support/command.ts';
import { doubled, ourEffects } from '../support/effects.ts';
import { eventually } from '../support/eventually.ts';
import { configurationSource, makeInstallation } from '../support/installation.ts';
import { type Line, startLine } from '../support/line.ts';
import { type OutsideServer, startOutsideServer } from '../support/outside-server.ts';
import { startVendors, type Vendor } from '../support/vendors.ts';

let server: OutsideServer;
let vendors: Awaited<ReturnType<typeof startVendors>>;
let both: readonly Vendor[];
let line: Line;
let isOver: boolean;
/** What the bridge said to webhooks. */
let answers: { status: number; retryAfter: string | null }[];

/** As a vendor does for hours: again until it is taken. */
async function deliver({ url, headers, body }: { url: string; headers: object; body: string }) {
  for (;;) {
    const response = await fetch(url, { method: 'POST', headers: { ...headers }, body });
    answers.push({ status: response.status, retryAfter: response.headers.get('retry-after') });
    if (isOver || response.status < 500) return { status: response.status };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

beforeEach(async () => {
  isOver = false;
  answers = [];
  server = await startOutsideServer();
  vendors = await startVendors(deliver);
  both = [vendors.jira, vendors.servicenow];
  line = await startLine(both, { database: server.url });
});

afterEach(async () => {
  isOver = true;
  await line.stop();
  for (const { served } of both) await served.close();
  await server.stop();
});

async function create(summary: string): Promise<{ vendor: Vendor; id: string }[]> {
  const tickets = [];
  for (const vendor of both) {
    const { id } = await vendor.sandbox.createTicket({ summary, description: 'Since this morning.' });
    tickets.push({ vendor, id });
  }
  return tickets;
}

const readiness = async (): Promise<number> => (await line.bridge.request('/readyz')).status;

describe('on an outside PostgreSQL, by its address', { timeout: 90_000 }, () => {
  it('the line works as on the embedded one, and goes on after a restart', async () => {
    expect(server.url).toMatch(/^postgres:\/\/[^:]+:[^@]*@127\.0\.0\.1:\d+\//);
    const clear = await create('The printer is dead');
    const half = await create('Perhaps the password');
    const unclear = await create('Unclear matter');
    await line.untilDone(6);
    await line.restart();
    for (const { vendor, id } of clear) expect(vendor.topicOf(id)).toBe('Hardware');
    for (const { vendor, id } of half) {
      expect(await line.suggestion(vendor, id)).toMatchObject({ route: 'suggest' });
    }
    for (const { vendor, id } of unclear) {
      const ticket = await vendor.site.tickets?.read(id);
      expect(ticket && vendor.site.humanQueue?.isMarked(ticket)).toBe(true);
    }
    const later = await create('The disk is full');
    await line.untilDone(8);
    for (const { vendor, id } of later) expect(vendor.topicOf(id)).toBe('Storage');
    for (const { sandbox } of both) expect(doubled(sandbox)).toEqual([]);
  });

  it('an outage is told to whoever asks, nothing is lost by it, and it ends by itself', async () => {
    expect(await readiness()).toBe(200);
    const tickets = [...(await create('The printer is dead')), ...(await create('The password is lost'))];
    await server.cut();
    await eventually('not ready', async () => (await readiness()) === 503);
    tickets.push(...(await create('The disk is full')));
    await eventually('webhooks are turned away', () => answers.some(({ status }) => status === 503));
    expect(answers.find(({ status }) => status === 503)?.retryAfter).toMatch(/^\d+$/);
    expect((await line.bridge.request('/healthz')).status).toBe(200);
    await server.mend();
    await eventually('ready again', async () => (await readiness()) === 200);
    await line.untilDone(tickets.length, 60_000);
    await line.untilQuiet(both);
    for (const { vendor, id } of tickets) {
      expect(vendor.topicOf(id)).not.toBeNull();
      expect(ourEffects(vendor.sandbox, id)).toHaveLength(1);
    }
  });

  it('a password that the server refuses is told without showing it', async () => {
    const wrong = server.url.replace(/:[^:@]*@/, ':open-sesame@');
    const opening = createBridge({
      database: wrong,
      sites: [],
      policies: {},
      classifier: null,
      masker: { version: 'none', mask: (text) => ({ text, spans: [] }) },
      logger: createLogger('silent'),
    });
    const message = await opening.then(
      () => 'opened',
      (error: unknown) => String(error),
    );
    expect(message).toMatch(/127\.0\.0\.1.*cannot be used: password authentication failed.*Check/s);
    expect(message).not.toContain('open-sesame');
  });

  it('an address without the password that the server wants ends the command, which says so', async () => {
    const url = server.url.replace(/:[^:@]*@/, '@');
    const sites = `support: jira({
      baseUrl: 'http://127.0.0.1:9',
      authentication: { kind: 'api-token', email: 'a@example.com', token: secret('SIGNALBOX_TOKEN') },
    }),`;
    const installation = await makeInstallation(configurationSource(sites, `port: 0, database: '${url}',`));
    const { code, stderr } = await runCommand(['start'], {
      cwd: installation.directory,
      env: installation.env,
    });
    await installation.remove();
    expect(stderr).toMatch(/the server asks for a password, and the address has none\. Check/);
    expect(code).toBe(3);
  });
});
