import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** Sends from eight senders until `isOver`; returns the tickets that were acknowledged. */
async function flood(child: Child, isOver: () => boolean): Promise<string[]> {
  const acknowledged: string[] = [];
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      while (!isOver()) {
        const ticket = randomUUID();
        if ((await deliver(child, ticket)) === 'accepted') acknowledged.push(ticket);
      }
    }),
  );
  return acknowledged;
}

async function eventually(isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error('it never came true');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function serverPid(): Promise<number | null> {
  const text = await readFile(join(directory, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '');
  return Number.parseInt(text, 10) || null;
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
  expect(tickets.length).toBeGreaterThan(20);
  // A webhook that is stored is a duplicate when it comes again.
  const statuses = await Promise.all(tickets.map((ticket) => deliver(child, ticket)));
  expect(new Set(statuses)).toEqual(new Set(['duplicate']));
}

describe('what was acknowledged is there', { timeout: 90_000 }, () => {
  it('after kill -9 of the bridge, whose database server does not outlive it', async () => {
    const first = await start();
    let killed = false;
    const flooding = flood(first, () => killed);
    setTimeout(async () => {
      first.process.kill('SIGKILL');
      killed = true;
    }, 700);
    const acknowledged = await flooding;
    await eventually(async () => (await serverPid()) === null);
    await expectStored(await start(), acknowledged);
  });

  it('after kill -9 of the bridge and of its database server at once', async () => {
    const first = await start();
    let killed = false;
    const flooding = flood(first, () => killed);
    setTimeout(async () => {
      const pid = await serverPid();
      if (pid !== null) process.kill(pid, 'SIGKILL');
      first.process.kill('SIGKILL');
      killed = true;
    }, 700);
    const acknowledged = await flooding;
    await expectStored(await start(), acknowledged);
  });

  it('after kill -9 of the database server, which the bridge starts again by itself', async () => {
    const child = await start();
    let isBack = false;
    const flooding = flood(child, () => isBack);
    const pid = await serverPid();
    await new Promise((resolve) => setTimeout(resolve, 400));
    if (pid !== null) process.kill(pid, 'SIGKILL');
    await eventually(async () => {
      const now = await serverPid();
      return now !== null && now !== pid && (await isReady(child));
    });
    isBack = true;
    await expectStored(child, await flooding);
    expect(await deliver(child, randomUUID())).toBe('accepted');
  });
});

describe('a data directory', { timeout: 90_000 }, () => {
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
