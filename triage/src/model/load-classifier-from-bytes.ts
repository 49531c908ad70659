import { type ArtifactSource, openArtifact } from './artifact.ts';
import { type BackendProvider, openBackend } from './backend.ts';
import type { LoadedClassifier } from './classifier.ts';
import { cpuBackend } from './cpu-backend.ts';
import { unpackArtifact } from './packed-artifact.ts';
import { createTensorFlowClassifier } from './tensor-flow-classifier.ts';

export interface LoadFromBytesOptions {
  /** `cpu`, the pure-JavaScript backend, by default; others are handed in, so that a bundle need not hold them. */
  readonly backend?: 'cpu' | BackendProvider;
}

/**
 * Loads a model from its files' bytes, or from one packed file: no file system, no network, any JavaScript runtime
 * with Web Crypto.
 * @throws SignalboxError `unreadable` when the artifact is truncated, tampered with, or from a newer version.
 */
export async function loadClassifierFromBytes(
  source: Uint8Array | ArtifactSource,
  options: LoadFromBytesOptions = {},
): Promise<LoadedClassifier> {
  const artifact = await openArtifact(source instanceof Uint8Array ? unpackArtifact(source) : source);
  const provider = options.backend === undefined || options.backend === 'cpu' ? cpuBackend : options.backend;
  await openBackend(provider);
  return createTensorFlowClassifier(artifact, provider.name);
}
