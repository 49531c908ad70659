import { mkdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'rolldown';

const root = new URL('../', import.meta.url);
const modelFile = (name: string) => new URL(`triage/models/default/${name}`, root);

/** Puts the shipped model into the bundle: a Forge function has no files beside its code. */
const bundledModel: Plugin = {
  name: 'bundled-model',
  async load(id) {
    if (id !== fileURLToPath(new URL('forge-app/default-model.ts', root))) return null;
    const [json, weights] = await Promise.all([
      readFile(modelFile('model.json'), 'utf8'),
      readFile(modelFile('weights.bin'), 'base64'),
    ]);
    return {
      moduleType: 'js',
      code: `export const defaultModel = async () => ({ json: ${JSON.stringify(json)}, weights: Buffer.from("${weights}", "base64") });`,
    };
  },
};

/** A Forge function has a real Jira before it, and no use for the connector's sandbox. */
const noSandbox: Plugin = {
  name: 'no-sandbox',
  load(id) {
    if (id !== fileURLToPath(new URL('connectors/jira/src/sandbox/index.ts', root))) return null;
    return { moduleType: 'js', code: 'export const createJiraSandbox = undefined;' };
  },
};

/**
 * Bundles the app to `src/index.js`, which the official bundler takes from there: it cannot compile these sources
 * itself. `define` is switched off because webpack otherwise takes the AMD branch of UMD packages inside.
 */
export async function buildForgeApp(): Promise<void> {
  await mkdir(new URL('src/', root), { recursive: true });
  await build({
    input: fileURLToPath(new URL('forge-app/index.ts', root)),
    platform: 'node',
    // Provided by the Forge platform's own packages, which the official bundler resolves.
    external: [/^@forge\//],
    // One copy of TensorFlow.js: its backend registers itself with the ES module, not with the CommonJS twin.
    resolve: { mainFields: ['module', 'main'] },
    plugins: [bundledModel, noSandbox],
    // The official bundler's own parser stops short of private methods, hence the older target.
    transform: { target: 'es2021', define: { define: 'undefined', 'define.amd': 'undefined' } },
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
