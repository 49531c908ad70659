import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDemoDirectory } from './demo-directory.ts';

let place = '';
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'signalbox-place-'));
});
afterEach(() => rm(place, { recursive: true }));

async function leftBehind(name: string, ageMs: number): Promise<void> {
  await mkdir(join(place, name, 'database', 'postgres'), { recursive: true });
  await writeFile(join(place, name, 'database', 'postgres', 'tickets'), 'text');
  const then = new Date(Date.now() - ageMs);
  await utimes(join(place, name), then, then);
}

test('goes with the demo, and takes along what killed demos have left', async () => {
  await leftBehind('signalbox-demo-killed', 3_600_000);
  await leftBehind('signalbox-demo-starting', 0);
  await leftBehind('somebody-elses', 3_600_000);
  const { database, remove } = await createDemoDirectory(place);
  const own = /^embedded:(.*)\/database$/.exec(database)?.[1]?.slice(place.length + 1);
  expect((await readdir(place)).toSorted()).toEqual(
    [own, 'signalbox-demo-starting', 'somebody-elses'].toSorted(),
  );
  await remove();
  expect((await readdir(place)).toSorted()).toEqual(['signalbox-demo-starting', 'somebody-elses']);
});

test('goes when the process ends without waiting', async () => {
  const module = new URL('./demo-directory.ts', import.meta.url).href;
  const program = `const { createDemoDirectory } = await import(${JSON.stringify(module)});
    await createDemoDirectory(${JSON.stringify(place)});
    process.exit(130);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program]);
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(130);
  expect(await readdir(place)).toEqual([]);
});
