import { spawn } from 'node:child_process';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignalboxError } from '@signalbox/sdk';
import type { Binaries } from './binaries.ts';
import type { DataDirectory } from './data-directory.ts';
import type { Durability } from './server-settings.ts';
import type { ServiceAccount } from './service-account.ts';

/** The database user; its password is generated and never leaves the data directory. */
export const databaseUser = 'signalbox';

/** initdb into the directory's draft, as `account`, with a password for every way in. */
export async function createCluster(
  binaries: Binaries,
  directory: DataDirectory,
  account: ServiceAccount | null,
  durability: Durability,
): Promise<void> {
  const secrets = await mkdtemp(join(tmpdir(), 'signalbox-initdb-'));
  const passwordFile = join(secrets, 'password');
  try {
    await writeFile(passwordFile, directory.password, { mode: 0o600 });
    if (account !== null) {
      for (const path of [secrets, passwordFile, directory.cluster])
        await chown(path, account.uid, account.gid);
    }
    const options = [
      ...['-D', directory.cluster, '-U', databaseUser, '--pwfile', passwordFile],
      ...['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--data-checksums'],
      ...syncing(durability),
    ];
    await run(binaries.initdb, options, account);
  } finally {
    await rm(secrets, { recursive: true, force: true });
  }
}

/** A new cluster has a thousand files: Linux brings them all to the disk in one call. */
function syncing(durability: Durability): readonly string[] {
  if (durability === 'throwaway') return ['--no-sync'];
  return process.platform === 'linux' ? ['--sync-method=syncfs'] : [];
}

async function run(
  program: string,
  options: readonly string[],
  account: ServiceAccount | null,
): Promise<void> {
  const child = spawn(program, options, {
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: '/',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    ...(account ?? {}),
  });
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output = (output + text).slice(-2_000);
  });
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.once('error', reject).once('close', resolve);
  const status = await promise;
  if (status !== 0) {
    throw new SignalboxError(
      'store-unavailable',
      `PostgreSQL could not make its data directory: ${output.trim()}`,
    );
  }
}
