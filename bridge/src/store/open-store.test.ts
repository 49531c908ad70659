import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isSignalboxError, systemClock } from '@signalbox/sdk';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../testing/index.ts';
import { openStore, type Store } from './index.ts';

const logger = pino({ level: 'silent' });
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'signalbox-store-'));
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

async function open(url: string): Promise<Store> {
  return await openStore({ url, clock: systemClock, logger, durability: 'throwaway' });
}

async function refusal(url: string): Promise<{ code: string; message: string }> {
  const error = await open(url).then(
    async (store) => await store.close(),
    (reason: unknown) => reason,
  );
  if (!isSignalboxError(error)) throw new Error(`not refused: ${error}`);
  return error;
}

describe('an embedded database', () => {
  it('keeps what was written over a restart, and answers with numbers and ISO times', async () => {
    const first = await open(`embedded:${directory}`);
    await sql`create table note (id bigint generated always as identity, at timestamptz)`.execute(
      first.tables(),
    );
    await sql`insert into note (at) values ('2026-02-03 04:05:06.789+00')`.execute(first.tables());
    await first.close();
    const second = await open(`embedded:${directory}`);
    const { rows } = await sql`select id, at, count(*) over () as total from note`.execute(second.tables());
    expect(rows).toEqual([{ id: 1, at: '2026-02-03T04:05:06.789Z', total: 1 }]);
    await second.close();
  });

  it('listens on no network, and lets nobody in without the password', async () => {
    const store = await open(`embedded:${directory}`);
    const { rows } = await sql<{
      addresses: string;
    }>`select current_setting('listen_addresses') as addresses`.execute(store.tables());
    expect(rows[0]?.addresses).toBe('');
    const { host } = store.connection;
    const wrong = await refusal(`postgres://signalbox:wrong@/postgres?host=${host}`);
    expect(wrong.code).toBe('store-unavailable');
    expect(wrong.message).not.toContain('wrong@');
    await store.close();
  });

  it('is refused while it is open', async () => {
    const store = await open(`embedded:${directory}`);
    expect(await refusal(`embedded:${directory}`)).toMatchObject({
      code: 'store-in-use',
      message: expect.stringContaining(`pid ${process.pid}`),
    });
    await store.ping();
    await store.close();
  });

  it('ignores the lock of a process that is gone, or whose number another process has now', async () => {
    const owner = {
      pid: process.pid,
      startedAt: 'long ago',
      host: (await import('node:os')).hostname(),
      token: 'old',
    };
    await writeFile(join(directory, 'owner.json'), JSON.stringify(owner));
    await (await open(`embedded:${directory}`)).close();
    await writeFile(join(directory, 'owner.json'), JSON.stringify({ ...owner, pid: 99_999_999 }));
    await (await open(`embedded:${directory}`)).close();
  });
});

describe('a directory that is not ours to open', () => {
  it.each([
    ['foreign files', { 'thesis.tex': 'important' }, /did not make \(thesis.tex\)/],
    ['another database', { PG_VERSION: '18' }, /did not make/],
    ['an unreadable marker', { 'signalbox.json': '{' }, /unreadable signalbox.json/],
    [
      'a newer format',
      { 'signalbox.json': '{"format":2,"postgresMajor":18,"password":"x"}' },
      /newer version of Signalbox/,
    ],
    [
      'another PostgreSQL',
      { 'signalbox.json': '{"format":1,"postgresMajor":19,"password":"x"}' },
      /PostgreSQL 19/,
    ],
    ['a torn database', { 'signalbox.json': '{"format":1,"postgresMajor":18,"password":"x"}' }, /torn/],
  ])('with %s is refused and left as it is', async (_, files, message) => {
    await mkdir(join(directory, 'data'));
    for (const [name, text] of Object.entries(files)) await writeFile(join(directory, 'data', name), text);
    const error = await refusal(`embedded:${join(directory, 'data')}`);
    expect(error.code).toBe('store-incompatible');
    expect(error.message).toMatch(message);
    expect(await readdir(join(directory, 'data'))).toEqual(Object.keys(files));
    for (const [name, text] of Object.entries(files)) {
      expect(await readFile(join(directory, 'data', name), 'utf8')).toBe(text);
    }
  });

  it('with a damaged control file is refused with the server’s own words', async () => {
    await (await open(`embedded:${directory}`)).close();
    const control = join(directory, 'postgres', 'global', 'pg_control');
    await writeFile(control, 'damaged');
    const error = await refusal(`embedded:${directory}`);
    expect(error.code).toBe('store-unavailable');
    expect(error.message).toContain('pg_control');
    expect(await readFile(control, 'utf8')).toBe('damaged');
  });

  it.runIf(process.getuid?.() === 0)('behind a folder the server cannot pass says what to do', async () => {
    const closed = join(directory, 'closed');
    await mkdir(closed, { mode: 0o700 });
    const error = await refusal(`embedded:${join(closed, 'data')}`);
    expect(error.message).toContain(`chmod o+x ${directory}`);
  });
});

describe('an outside database', () => {
  it('says where it looked and what to check when nobody answers, without the password', async () => {
    const error = await refusal('postgres://someone:secret-word@127.0.0.1:1/desk');
    expect(error.code).toBe('store-unavailable');
    expect(error.message).toContain('127.0.0.1:1/desk');
    expect(error.message).not.toContain('secret-word');
  });

  it.each(['sqlite:./file', 'embedded:', ''])('is not %o', async (url) => {
    expect(await refusal(url)).toMatchObject({ code: 'configuration' });
  });
});

describe('migrations', () => {
  const one = { id: 'test-1', sql: 'create table one (id int)' };
  const two = { id: 'test-2', sql: 'create table two (id int)' };

  it('are applied once, also by replicas that start together', async () => {
    const database = await createTestDatabase();
    const stores = await Promise.all([open(database.url), open(database.url), open(database.url)]);
    const applied = await Promise.all(stores.map((store) => store.migrate([one, two])));
    expect(applied.flat()).toEqual(['test-1', 'test-2']);
    await Promise.all(stores.map((store) => store.close()));
    await database.drop();
  });

  it('leave the database untouched when one of them fails', async () => {
    const database = await createTestDatabase();
    const store = await open(database.url);
    await expect(store.migrate([one, { id: 'test-2', sql: 'create nonsense' }])).rejects.toThrow();
    expect(await store.migrate([one, two])).toEqual(['test-1', 'test-2']);
    await store.close();
    await database.drop();
  });

  it('refuse a database that a newer version, or another build, has changed', async () => {
    const database = await createTestDatabase();
    const store = await open(database.url);
    await store.migrate([one, two]);
    await expect(store.migrate([one])).rejects.toThrow(/newer version of Signalbox \(it has test-2\)/);
    await expect(store.migrate([one, { ...two, sql: 'create table other (id int)' }])).rejects.toThrow(
      /another build/,
    );
    await store.close();
    await database.drop();
  });
});
