import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { expect, it } from 'vitest';
import { defaultModelDirectory, loadClassifier } from './index.ts';

const door = fileURLToPath(new URL('./index.ts', import.meta.url));

it('loads from bytes in a bundle of one CommonJS file without the file system', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'signalbox-bundle-'));
  try {
    const entry = join(directory, 'entry.ts');
    await writeFile(entry, `export { loadClassifierFromBytes } from ${JSON.stringify(door)};`);
    await build({
      configFile: false,
      logLevel: 'silent',
      root: directory,
      build: {
        ssr: true,
        outDir: directory,
        emptyOutDir: false,
        rolldownOptions: { input: entry, output: { format: 'cjs', entryFileNames: 'bundle.cjs' } },
      },
      ssr: { noExternal: true },
    });
    const code = await readFile(join(directory, 'bundle.cjs'), 'utf8');
    expect(code).not.toMatch(/(?:require|import)\(\s*["'`](?:node:|fs|@tensorflow)/);
    const bundle = createRequire(import.meta.url)(join(directory, 'bundle.cjs')) as {
      loadClassifierFromBytes: typeof import('./index.ts').loadClassifierFromBytes;
    };
    const classifier = await bundle.loadClassifierFromBytes({
      json: await readFile(new URL('model.json', defaultModelDirectory), 'utf8'),
      weights: await readFile(new URL('weights.bin', defaultModelDirectory)),
    });
    const here = await loadClassifier(defaultModelDirectory, { backend: 'cpu' });
    const text = ['laptop does not start'];
    expect(classifier.backend).toBe('cpu');
    expect(await classifier.classify(text)).toEqual(await here.classify(text));
  } finally {
    await rm(directory, { recursive: true });
  }
});
