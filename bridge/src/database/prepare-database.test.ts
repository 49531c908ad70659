import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '@signalbox/sdk';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore } from '../store/index.ts';
import { prepareDatabase } from './index.ts';

const logger = pino({ level: 'silent' });
let base: string;

beforeAll(async () => {
  base = await mkdtemp(path.join(tmpdir(), 'signalbox-test-'));
  // PostgreSQL runs as another user where this is run as root, and has to get through.
  await chmod(base, 0o711);
});
afterAll(async () => await rm(base, { recursive: true, force: true }));

it('makes a database that opens, and leaves one that is there alone', async () => {
  const url = `embedded:${path.join(base, 'data')}`;
  await prepareDatabase(url);
  const store = await openStore({ url, clock: systemClock, logger });
  await sql`create table kept (value integer)`.execute(store.tables());
  // In use, and whole: there is nothing to prepare.
  await prepareDatabase(url);
  await store.close();
  await prepareDatabase(url);
  const again = await openStore({ url, clock: systemClock, logger });
  expect((await sql`select * from kept`.execute(again.tables())).rows).toEqual([]);
  await again.close();
});

it('touches nothing for a server’s URL, and no folder that holds something else', async () => {
  const before = await readdir(base);
  await prepareDatabase('postgres://nobody@127.0.0.1:1/none');
  expect(await readdir(base)).toEqual(before);
  await expect(prepareDatabase(`embedded:${base}`)).rejects.toMatchObject({ code: 'store-incompatible' });
  expect(await readdir(base)).toEqual(before);
});
