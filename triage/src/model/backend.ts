import * as tf from '@tensorflow/tfjs-core';

export type BackendName = 'tensorflow' | 'wasm' | 'cpu';

/** Makes a TF.js backend known to TF.js. Handed in, so that a bundle holds only the backends it uses. */
export interface BackendProvider {
  readonly name: BackendName;
  /** @throws when the backend cannot run here. */
  register(): Promise<void>;
}

/** Registers and initialises a backend. Production mode: no banner, no checks of every value. */
export async function openBackend(provider: BackendProvider): Promise<void> {
  tf.enableProdMode();
  await provider.register();
  if (!(await tf.setBackend(provider.name))) {
    throw new Error(`The TensorFlow.js backend "${provider.name}" did not initialise.`);
  }
}

/**
 * Runs `compute` on the backend `name` and frees the tensors it made. TF.js has one current backend per process;
 * two models on different backends take turns, which is safe because `compute` runs to its end at once.
 */
export async function runOn<T>(name: BackendName, compute: () => T): Promise<T> {
  while (tf.getBackend() !== name) await tf.setBackend(name);
  const engine = tf.engine();
  engine.startScope();
  try {
    return compute();
  } finally {
    engine.endScope();
  }
}
