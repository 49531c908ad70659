import { existsSync, renameSync, rmSync } from 'node:fs';
import { licence, manifest, sourceManifest } from './files.ts';

/** After `npm pack` and `npm publish`: the development manifest is back. */
if (existsSync(sourceManifest)) renameSync(sourceManifest, manifest);
rmSync(licence, { force: true });
