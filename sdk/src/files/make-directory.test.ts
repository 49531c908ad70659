import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDirectory } from './make-directory.ts';

let place = '';
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'signalbox-files-'));
});
afterAll(() => rm(place, { recursive: true }));

test('makes what is missing and says what that was', async () => {
  const [outer, inner] = [join(place, 'a'), join(place, 'a', 'b')];
  expect(await makeDirectory(inner)).toEqual([outer, inner]);
  expect((await stat(inner)).isDirectory()).toBe(true);
  expect(await makeDirectory(inner)).toEqual([]);
});

test('two that make the same directory at once both succeed', async () => {
  const path = join(place, 'together', 'x', 'y');
  await Promise.all([makeDirectory(path), makeDirectory(path)]);
  expect((await stat(path)).isDirectory()).toBe(true);
});

test('says where nothing can be written, and comes back', async () => {
  const file = join(place, 'file');
  await writeFile(file, '');
  const impossible = [
    file,
    join(file, 'below'),
    ...(process.platform === 'linux' ? ['/proc/signalbox/x'] : []),
  ];
  for (const path of impossible) {
    await expect(makeDirectory(path)).rejects.toMatchObject({
      code: 'configuration',
      message: expect.stringContaining(`Nothing can be written into the directory ${path} (E`),
    });
  }
});
