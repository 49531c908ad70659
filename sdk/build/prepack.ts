import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { licence, manifest, root, sourceManifest } from './files.ts';
import { publishedManifest } from './published-manifest.ts';

/**
 * Before `npm pack` and `npm publish`: compiles to dist/, and puts the manifest of the compiled package in the place of
 * the one that development uses, whose exports are TypeScript. npm knows no other way; postpack.ts puts it back.
 */
// An earlier pack that was interrupted has left the development manifest beside the other.
if (existsSync(sourceManifest)) renameSync(sourceManifest, manifest);
rmSync(new URL('dist/', root), { recursive: true, force: true });
execFileSync('tsc', ['-p', fileURLToPath(new URL('tsconfig.build.json', root))], {
  stdio: ['ignore', 'inherit', 'inherit'],
  shell: process.platform === 'win32',
});
const published = publishedManifest(readFileSync(manifest, 'utf8'));
copyFileSync(new URL('../LICENSE', root), licence);
renameSync(manifest, sourceManifest);
writeFileSync(manifest, published);
