import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { SignalboxError } from '@signalbox/sdk';
import { makeDirectory } from '@signalbox/sdk/files';
import { z } from 'zod';

const format = 1;
/** Data of one major version cannot be read by another. */
export const postgresMajor = 18;

const markerSchema = z.object({
  format: z.number().int(),
  postgresMajor: z.number().int(),
  password: z.string().min(1),
});
type Marker = z.infer<typeof markerSchema>;

/** A folder that holds one Signalbox database and nothing else. */
export interface DataDirectory {
  readonly path: string;
  /** PostgreSQL's own folder (PGDATA). */
  readonly cluster: string;
  readonly password: string;
  readonly isNew: boolean;
  /** Makes the folder count as complete; before that it is thrown away at the next start. */
  complete(): Promise<void>;
}

const markerName = 'signalbox.json';
/** What may lie in a folder that never became a database. */
const ownNames = /^(owner\.json.*|engine-.*|postgres\.draft|signalbox\.json\.draft|\.DS_Store|lost\+found)$/;

/** What a folder holds, before anything in it is touched. */
export async function inspectDirectory(directory: string): Promise<'absent' | 'empty' | 'database'> {
  const path = resolve(directory);
  const names = await readdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw refuse(path, `cannot be read (${error.code})`, error);
  });
  if (names === null) return 'absent';
  if (names.includes(markerName)) {
    await readMarker(path);
    return 'database';
  }
  // A first start that died between its last two steps has not been used yet.
  const isUnfinished = names.includes(`${markerName}.draft`);
  const foreign = names.filter((name) => !ownNames.test(name) && !(isUnfinished && name === 'postgres'));
  if (foreign.length === 0) return 'empty';
  throw refuse(path, `holds something that Signalbox did not make (${foreign.slice(0, 3).join(', ')})`);
}

function refuse(path: string, why: string, cause?: unknown): SignalboxError {
  return new SignalboxError(
    'store-incompatible',
    `The data directory ${path} ${why}. It was left untouched: restore it from a backup, or use another directory with database: 'embedded:./other-directory'.`,
    { cause },
  );
}

async function readMarker(path: string): Promise<Marker> {
  let marker: Marker;
  try {
    marker = markerSchema.parse(JSON.parse(await readFile(join(path, markerName), 'utf8')));
  } catch (cause) {
    throw refuse(path, `has an unreadable ${markerName}`, cause);
  }
  if (marker.format > format) throw refuse(path, 'was made by a newer version of Signalbox');
  if (marker.postgresMajor !== postgresMajor) {
    throw refuse(
      path,
      `holds data of PostgreSQL ${marker.postgresMajor}, and this Signalbox brings ${postgresMajor}`,
    );
  }
  const version = await readFile(join(path, 'postgres', 'PG_VERSION'), 'utf8').catch(() => null);
  if (version === null) throw refuse(path, 'is torn: its postgres folder is missing or incomplete');
  if (version.trim() !== String(postgresMajor))
    throw refuse(path, `holds data of PostgreSQL ${version.trim()}`);
  for (const name of ['global/pg_control', 'base', 'pg_wal']) {
    if (!existsSync(join(path, 'postgres', name))) throw refuse(path, `is torn: postgres/${name} is missing`);
  }
  return marker;
}

/** Opens a folder that {@link inspectDirectory} has passed and that the caller has locked. */
export async function openDirectory(directory: string): Promise<DataDirectory> {
  const path = resolve(directory);
  if (existsSync(join(path, markerName))) {
    const { password } = await readMarker(path);
    const cluster = join(path, 'postgres');
    return { path, cluster, password, isNew: false, complete: async () => undefined };
  }
  const draft = join(path, 'postgres.draft');
  await rm(draft, { recursive: true, force: true });
  await rm(join(path, 'postgres'), { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  const password = randomBytes(24).toString('base64url');
  const marker: Marker = { format, postgresMajor, password };
  return {
    path,
    cluster: draft,
    password,
    isNew: true,
    async complete() {
      const markerPath = join(path, markerName);
      await writeDurably(`${markerPath}.draft`, JSON.stringify(marker));
      await rename(draft, join(path, 'postgres'));
      // The marker comes last and whole: a folder with it is a database, a folder without it never was.
      await rename(`${markerPath}.draft`, markerPath);
    },
  };
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

const passable = 0o711;

/** Makes the folder; others (the server's user) may pass through it, and only its owner may list it. */
export async function makePassableDirectory(directory: string): Promise<void> {
  await makeDirectory(directory);
  const { mode, uid } = await stat(directory);
  if ((mode & passable) !== passable && uid === process.getuid?.()) await chmod(directory, mode | passable);
}
