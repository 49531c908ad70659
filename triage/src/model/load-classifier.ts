import { SignalboxError } from '@signalbox/sdk/errors';
import type { ArtifactSource } from './artifact.ts';
import { artifactFiles } from './artifact-schema.ts';
import type { BackendName } from './backend.ts';
import type { LoadedClassifier } from './classifier.ts';
import { cpuBackend } from './cpu-backend.ts';
import { fastestBackend } from './fastest-backend.ts';
import { loadClassifierFromBytes } from './load-classifier-from-bytes.ts';
import { nativeBackend } from './native-backend.ts';
import { wasmBackend } from './wasm-backend.ts';

export interface LoadOptions {
  /** Default: the first that runs here of `tensorflow`, `wasm` and `cpu`. */
  readonly backend?: BackendName;
}

const providers = { tensorflow: nativeBackend, wasm: wasmBackend, cpu: cpuBackend } as const;

/**
 * Reads the two files of a model's directory (path or file URL).
 * @throws SignalboxError `not-found` when it holds no model.
 */
export async function readArtifact(directory: string | URL): Promise<ArtifactSource> {
  const [{ readFile }, { join }, { fileURLToPath }] = await Promise.all([
    import('node:fs/promises'),
    import('node:path'),
    import('node:url'),
  ]);
  const path = typeof directory === 'string' ? directory : fileURLToPath(directory);
  try {
    const [json, weights] = await Promise.all([
      readFile(join(path, artifactFiles.description), 'utf8'),
      readFile(join(path, artifactFiles.weights)),
    ]);
    return { json, weights };
  } catch (cause) {
    throw new SignalboxError(
      'not-found',
      `There is no model in ${path}: a model's directory holds ${artifactFiles.description} and ${artifactFiles.weights}.`,
      { cause },
    );
  }
}

/**
 * Loads a model from its directory (path or file URL) or its bytes.
 * @throws SignalboxError `not-found` when the directory holds no model, `unreadable` when it is truncated, tampered
 * with, or from a newer version.
 */
export async function loadClassifier(
  source: string | URL | Uint8Array | ArtifactSource,
  options: LoadOptions = {},
): Promise<LoadedClassifier> {
  const artifact = typeof source === 'string' || source instanceof URL ? await readArtifact(source) : source;
  const backend =
    options.backend === undefined ? (await fastestBackend()).provider : providers[options.backend];
  return loadClassifierFromBytes(artifact, { backend });
}
