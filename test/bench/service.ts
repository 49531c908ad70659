import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createJiraSandbox } from '@signalbox/connector-jira/sandbox';
import { createServiceNowSandbox } from '@signalbox/connector-servicenow/sandbox';
import { serveSandbox } from '@signalbox/sdk/sandbox';

const program = fileURLToPath(new URL('../../cli/src/signalbox.ts', import.meta.url));
const configuration = fileURLToPath(new URL('idle.config.ts', import.meta.url));
const pollMs = 10;
const patienceMs = 60_000;

/** The environment that `idle.config.ts` reads: a Jira and a ServiceNow, served until disposed of. */
export interface Vendors extends AsyncDisposable {
  readonly environment: Readonly<Record<string, string>>;
}

export async function serveVendors(): Promise<Vendors> {
  const jira = await serveSandbox((baseUrl) => createJiraSandbox({ baseUrl }));
  const servicenow = await serveSandbox((baseUrl) => createServiceNowSandbox({ baseUrl }));
  return {
    environment: {
      BENCH_TOKEN: randomBytes(24).toString('base64url'),
      BENCH_JIRA: jira.url,
      BENCH_JIRA_EMAIL: jira.sandbox.credentials.email ?? '',
      BENCH_JIRA_TOKEN: jira.sandbox.credentials.apiToken ?? '',
      BENCH_JIRA_WEBHOOK: jira.sandbox.webhookSecret,
      BENCH_SERVICENOW: servicenow.url,
      BENCH_SERVICENOW_USER: servicenow.sandbox.credentials.user ?? '',
      BENCH_SERVICENOW_PASSWORD: servicenow.sandbox.credentials.password ?? '',
      BENCH_SERVICENOW_WEBHOOK: servicenow.sandbox.webhookSecret,
    },
    async [Symbol.asyncDispose]() {
      await jira.close();
      await servicenow.close();
    },
  };
}

/** A running `signalbox start`. */
export interface Service extends AsyncDisposable {
  readonly pid: number;
  /** From the start of the process until `/readyz` said yes. */
  readonly readyAfterMs: number;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    const isReady = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (isReady) return;
    if (child.exitCode !== null || performance.now() > giveUpAt) throw new Error('signalbox did not start.');
    await delay(pollMs);
  }
}

/** Starts the service as an operator does, in a process of its own. */
export async function startService(vendors: Vendors, database: string): Promise<Service> {
  const port = await freePort();
  const startedAt = performance.now();
  const child = spawn(process.execPath, [program, 'start', '--config', configuration], {
    env: { ...process.env, ...vendors.environment, BENCH_DATABASE: database, BENCH_PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  try {
    await untilReady(`http://127.0.0.1:${port}/readyz`, child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { pid: child.pid ?? 0, readyAfterMs: performance.now() - startedAt, [Symbol.asyncDispose]: stop };
}
