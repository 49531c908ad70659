import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SignalboxError } from '@signalbox/sdk';

/** Who the database server runs as. */
export interface ServiceAccount {
  readonly uid: number;
  readonly gid: number;
}

/** "nobody" by number: the user PostgreSQL gets when the bridge is root, because PostgreSQL refuses root. */
const nobody = 65_534;

/**
 * The account for the server of `clusterDirectory`: null for the bridge's own user; for root the owner of a
 * directory that is there already, else nobody.
 */
export async function serviceAccount(clusterDirectory: string): Promise<ServiceAccount | null> {
  if (process.getuid?.() !== 0) return null;
  const existing = await stat(clusterDirectory).catch(() => null);
  if (existing !== null && existing.uid !== 0) return { uid: existing.uid, gid: existing.gid };
  return { uid: nobody, gid: nobody };
}

/** The first folder on the way to `path` that the account may not pass, or null. */
export async function unreachableFolder(path: string, account: ServiceAccount): Promise<string | null> {
  const ways: string[] = [];
  for (let folder = path; ; folder = dirname(folder)) {
    ways.unshift(folder);
    if (dirname(folder) === folder) break;
  }
  for (const folder of ways) {
    const { mode, uid, gid } = await stat(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return folder;
  }
  return null;
}

/** @throws `store-unavailable` with what to do when the account cannot reach the data directory. */
export async function requireReachable(directory: string, account: ServiceAccount): Promise<void> {
  const folder = await unreachableFolder(directory, account);
  if (folder === null) return;
  throw new SignalboxError(
    'store-unavailable',
    `PostgreSQL does not run as root, and the user it runs as instead (uid ${account.uid}) cannot enter ${folder}. Put the database elsewhere, as in database: 'embedded:/var/lib/signalbox', allow the way with "chmod o+x ${folder}", or start Signalbox as another user.`,
  );
}
