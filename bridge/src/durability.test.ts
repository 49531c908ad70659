import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { webhookSite } from './testing/index.ts';

const program = fileURLToPath(new URL('./testing/child-bridge.ts', import.meta.url));
const site = webhookSite('desk');

interface Child {
  readonly process: ChildProcess;
  readonly address: string;
}

let directory: string;
let children: Child[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'signalbox-durability-'));
  children = [];
});

afterEach(async () => {
  for (const child of children) await end(child, 'SIGKILL');
  await eventually(async () => (await serverPid()) === null || !isAlive((await serverPid()) ?? 0));
  await rm(directory, { recursive: true });
});

async function start(): Promise<Child> {
  const child = spawn(process.execPath, [program, `embedded:${directory}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (text) => {
    errors += text;
  });
  const [first] = await Promise.race([once(child.stdout, 'data'), once(child, 'close')]);
  if (typeof first === 'number' || first === null) throw new Error(errors);
  const started = { process: child, address: String(first).trim() };
  children.push(started);
  return started;
}

async function end({ process: child }: Child, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'exit');
  child.kill(signal);
  await closed;
}

async function deliver({ address }: Child, ticket: string): Promise<string | null> {
  try {
    const response = await fetch(`${address}/webhooks/desk`, { method: 'POST', ...site.sign({ ticket }) });
    return response.status === 202 ? (await response.json()).status : null;
  } catch {
    return null;
  }
}

interface Flood {
  /** The tickets that were acknowledged so far. */
  readonly acknowledged: readonly string[];
  end(): Promise<void>;
}

/** Sends from eight senders until it is ended. */
function flood(child: Child): Flood {
  const acknowledged: string[] = [];
  let isOver = false;
  const senders = Array.from({ length: 8 }, async () => {
    while (!isOver) {
      const ticket = randomUUID();
      if ((await deliver(child, ticket)) === 'accepted') acknowledged.push(ticket);
      else await setTimeout(5);
    }
  });
  return {
    acknowledged,
    async end() {
      isOver = true;
      await Promise.all(senders);
    },
  };
}

async function eventually(isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error('it never came true');
    await setTimeout(20);
  }
}

async function serverPid(): Promise<number | null> {
  const text = await readFile(join(directory, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '');
  return Number.parseInt(text, 10) || null;
}

function guardOf(pid: number | null): number {
  return Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function isReady({ address }: Child): Promise<boolean> {
  return await fetch(`${address}/readyz`).then(
    (response) => response.ok,
    () => false,
  );
}

async function expectStored(child: Child, tickets: readonly string[]): Promise<void> {
  // A webhook that is stored is a duplicate when it comes again.
  const statuses = await Promise.all(tickets.map((ticket) => deliver(child, ticket)));
  expect(new Set(statuses)).toEqual(new Set(['duplicate']));
}

const enough = 40;

describe('what was acknowledged is there', { timeout: 120_000 }, () => {
  it('after kill -9 of the bridge, whose database server does not outlive it', async () => {
    const first = await start();
    const flooding = flood(first);
    await eventually(async () => flooding.acknowledged.length >= enough);
    first.process.kill('SIGKILL');
    await flooding.end();
    await eventually(async () => (await serverPid()) === null);
    await expectStored(await start(), flooding.acknowledged);
  });

  it('after kill -9 of the bridge and of its database server at once', async () => {
    const first = await start();
    const flooding = flood(first);
    await eventually(async () => flooding.acknowledged.length >= enough);
    const pid = await serverPid();
    if (pid !== null) process.kill(pid, 'SIGKILL');
    first.process.kill('SIGKILL');
    await flooding.end();
    await expectStored(await start(), flooding.acknowledged);
  });

  it('after kill -9 of the database server, which the bridge starts again by itself', async () => {
    const child = await start();
    const flooding = flood(child);
    await eventually(async () => flooding.acknowledged.length >= enough);
    const pid = await serverPid();
    if (pid !== null) process.kill(pid, 'SIGKILL');
    await eventually(async () => {
      const now = await serverPid();
      return now !== null && now !== pid && (await isReady(child));
    });
    await flooding.end();
    await expectStored(child, flooding.acknowledged);
    expect(await deliver(child, randomUUID())).toBe('accepted');
  });
});

describe('the database server', { timeout: 120_000 }, () => {
  it('never goes on without its guard, not even when bridge and guard are killed one after the other', async () => {
    const child = await start();
    const pid = await serverPid();
    process.kill(guardOf(pid), 'SIGKILL');
    await eventually(async () => {
      const now = await serverPid();
      return now !== null && now !== pid && (await isReady(child));
    });
    process.kill(guardOf(await serverPid()), 'SIGKILL');
    child.process.kill('SIGKILL');
    expect(await deliver(await start(), randomUUID())).toBe('accepted');
  });
});

describe('a data directory', { timeout: 120_000 }, () => {
  it('is opened by one bridge at a time, and says by whom', async () => {
    const first = await start();
    await expect(start()).rejects.toThrow(new RegExp(`in use by pid ${first.process.pid}`));
    expect(await deliver(first, randomUUID())).toBe('accepted');
  });

  it('is free again after an orderly end, with no process left', async () => {
    const first = await start();
    const pid = await serverPid();
    await end(first, 'SIGTERM');
    expect(pid !== null && isAlive(pid)).toBe(false);
    expect(await deliver(await start(), randomUUID())).toBe('accepted');
  });
});
