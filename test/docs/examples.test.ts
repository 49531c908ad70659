import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { codeBlocks, readPages, root } from './markdown.ts';

/** What the compiler says of the files; empty when all is well. */
async function compile(files: ReadonlyMap<string, string>): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'signalbox-docs-'));
  try {
    await symlink(path.join(root, 'node_modules'), path.join(directory, 'node_modules'));
    for (const [name, code] of files) await writeFile(path.join(directory, name), code);
    const configuration = {
      extends: path.join(root, 'tsconfig.json'),
      compilerOptions: { noUnusedLocals: false, typeRoots: [path.join(root, 'node_modules/@types')] },
      include: [],
      files: [...files.keys()],
    };
    await writeFile(path.join(directory, 'tsconfig.json'), JSON.stringify(configuration));
    await writeFile(path.join(directory, 'package.json'), '{"type":"module"}');
    const compiler = path.join(root, 'node_modules/.bin/tsc');
    await promisify(execFile)(compiler, ['-p', directory], { cwd: directory });
    return '';
  } catch (error) {
    if (error instanceof Error && 'stdout' in error) return String(error.stdout);
    throw error;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

test('every TypeScript example of the documentation compiles', async () => {
  const blocks = (await readPages()).flatMap(codeBlocks).filter(({ language }) => language === 'ts');
  const files = new Map(
    blocks.map(({ page, line, code, given }) => [
      `${page.replace(/\W/g, '_')}-line-${line}.ts`,
      `${given}\n${code}\nexport {};\n`,
    ]),
  );
  expect(files.size).toBeGreaterThan(2);
  expect(await compile(files)).toBe('');
});

test('a wrong example would be noticed', async () => {
  const wrong = `import { defineConfig } from '@signalbox/cli';\nexport default defineConfig({ sites: {}, prot: 8480 });\n`;
  expect(await compile(new Map([['wrong.ts', wrong]]))).toContain('prot');
});
