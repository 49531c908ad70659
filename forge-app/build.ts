import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

const root = new URL('../', import.meta.url);

/** Provided by the Forge platform's own packages; the official bundler resolves them. */
const external = [/^@forge\//];

/**
 * Bundles the app to `src/index.js`, which the official bundler takes from there: it cannot compile these sources
 * itself. `define` is switched off because webpack otherwise takes the AMD branch of UMD packages inside.
 */
export async function buildForgeApp(): Promise<void> {
  await mkdir(new URL('src/', root), { recursive: true });
  await build({
    input: fileURLToPath(new URL('forge-app/index.ts', root)),
    platform: 'node',
    external,
    resolve: { conditionNames: ['forge', 'import', 'node', 'default'] },
    moduleTypes: { '.bin': 'binary' },
    transform: { define: { define: 'undefined', 'define.amd': 'undefined' } },
    logLevel: 'warn',
    output: {
      file: fileURLToPath(new URL('src/index.js', root)),
      format: 'cjs',
      minify: true,
      codeSplitting: false,
    },
  });
}

if (import.meta.main) await buildForgeApp();
