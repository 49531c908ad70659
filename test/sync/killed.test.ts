import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { syncSchema } from '@signalbox/bridge';
import { createTestDatabase, testToken } from '@signalbox/bridge/testing';
import { afterEach, expect, it } from 'vitest';
import { z } from 'zod';
import { doubled } from '../support/effects.ts';
import { eventually } from '../support/eventually.ts';
import { queryRows } from '../support/query-rows.ts';
import { createTickets, startMuteVendor } from './reading.ts';

const program = fileURLToPath(new URL('./child.ts', import.meta.url));
let child: ChildProcess | undefined;

afterEach(async () => {
  await kill();
});

async function kill(): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

async function start(database: string, settings: object): Promise<string> {
  const started = spawn(process.execPath, [program, database, JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child = started;
  const [first] = await Promise.race([once(started.stdout, 'data'), once(started, 'exit')]);
  const address = String(first).trim();
  if (!address.startsWith('http')) throw new Error(`The bridge did not start: ${address}`);
  return address;
}

async function ask(url: string, body?: object): Promise<unknown> {
  const response = await fetch(url, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${testToken('admin')}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return await response.json();
}

it('a sync whose bridge is killed goes on in the next one, and ends complete with every ticket once', async () => {
  const vendor = await startMuteVendor('jira');
  const database = await createTestDatabase();
  try {
    const ids = await createTickets(vendor, 24);
    const { email, apiToken } = z
      .looseObject({ email: z.string(), apiToken: z.string() })
      .parse(vendor.sandbox.credentials);
    const settings = { baseUrl: vendor.served.url, email, apiToken };
    vendor.sandbox.addFault({ kind: 'slow', times: 1_000, match: /\/search\/jql/, delayMs: 400 });
    const first = await start(database.url, settings);
    const { id } = z.object({ id: z.string() }).parse(await ask(`${first}/api/v1/sites/jira/syncs`, {}));
    const look = async (address: string) =>
      syncSchema.parse(await ask(`${address}/api/v1/sites/jira/syncs/${id}`));
    await eventually('two pages are stored', async () => (await look(first)).pages >= 2);
    await kill();
    vendor.sandbox.clearFaults();

    const second = await start(database.url, settings);
    const interrupted = await look(second);
    expect(interrupted).toMatchObject({ state: 'running' });
    expect(interrupted.received).toBeLessThan(24);
    // The queue gives a dead process's job back once its heart has been silent for a while.
    await eventually('it ends', async () => (await look(second)).state !== 'running', 60_000);
    const sync = await look(second);
    expect(sync).toMatchObject({ state: 'complete', received: 24, marked: 24 });
    expect(sync.certificate).toMatchObject({ countedByVendor: 24, unaccounted: 0, failure: null });
    await eventually('nothing waits', async () => {
      const open = await queryRows(
        database.url,
        'select 1 from intake_ticket where waiting_since is not null',
      );
      return open.length === 0;
    });
    const decided = z
      .array(z.object({ ticket_id: z.string() }))
      .parse(await queryRows(database.url, 'select ticket_id from decision_receipt'));
    expect(decided.map((row) => row.ticket_id).sort()).toEqual([...ids].sort());
    expect(doubled(vendor.sandbox)).toEqual([]);
  } finally {
    await kill();
    await vendor.served.close();
    await database.drop();
  }
}, 120_000);
