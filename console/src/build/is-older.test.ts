import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isOlder } from './is-older.ts';

describe('isOlder', () => {
  let directory: string;
  const put = async (name: string, seconds: number) => {
    await mkdir(join(directory, name, '..'), { recursive: true });
    await writeFile(join(directory, name), '');
    await utimes(join(directory, name), seconds, seconds);
  };

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'signalbox-older-'));
  });
  afterEach(async () => {
    await rm(directory, { recursive: true });
  });

  it('says yes when nothing was built', async () => {
    await put('src/a.ts', 100);
    expect(await isOlder(join(directory, 'dist/index.html'), [join(directory, 'src')])).toBe(true);
  });

  it('looks into folders, and only at what is newer', async () => {
    await put('dist/index.html', 200);
    await put('src/deep/a.ts', 100);
    const ask = () => isOlder(join(directory, 'dist/index.html'), [join(directory, 'src')]);
    expect(await ask()).toBe(false);
    await put('src/deep/b.ts', 300);
    expect(await ask()).toBe(true);
  });

  it('takes a build without sources as it is', async () => {
    await put('dist/index.html', 200);
    expect(await isOlder(join(directory, 'dist/index.html'), [join(directory, 'src')])).toBe(false);
  });
});
