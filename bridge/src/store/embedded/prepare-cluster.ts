import { join, resolve } from 'node:path';
import { type Binaries, findBinaries } from './binaries.ts';
import { createCluster } from './create-cluster.ts';
import {
  type DataDirectory,
  inspectDirectory,
  makePassableDirectory,
  openDirectory,
} from './data-directory.ts';
import { lockDirectory } from './directory-lock.ts';
import type { Durability } from './server-settings.ts';
import { requireReachable, type ServiceAccount, serviceAccount } from './service-account.ts';

export interface PreparedCluster {
  readonly account: ServiceAccount | null;
  readonly binaries: Binaries;
  readonly directory: DataDirectory;
}

/** What a server needs before it starts, in a directory that the caller has locked; makes the cluster when it is new. */
export async function prepareCluster(path: string, durability: Durability): Promise<PreparedCluster> {
  const account = await serviceAccount(join(path, 'postgres'));
  if (account !== null) await requireReachable(path, account);
  const binaries = await findBinaries(path, account);
  const directory = await openDirectory(path);
  if (directory.isNew) {
    await createCluster(binaries, directory, account, durability);
    await directory.complete();
  }
  return { account, binaries, directory };
}

/**
 * Makes a new data directory and starts nothing; a directory that is there already stays as it is.
 * @throws as starting the server does.
 */
export async function prepareDirectory(directory: string): Promise<void> {
  const path = resolve(directory);
  if ((await inspectDirectory(path)) === 'database') return;
  await makePassableDirectory(path);
  const lock = await lockDirectory(path);
  try {
    await prepareCluster(path, 'full');
  } finally {
    await lock.release();
  }
}
