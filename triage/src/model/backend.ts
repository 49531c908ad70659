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
  // While one backend initialises another may have been made current: TF.js would mix the two.
  await tf.setBackend(provider.name);
}

/**
 * Runs `compute` on the backend `name`, which was opened before, and frees the tensors it made. TF.js has one current
 * backend per process. Models on different backends take turns: switching to an initialised backend takes effect
 * within the call, and `compute` runs to its end at once; waiting in between would let another model switch back.
 */
export async function runOn<T>(name: BackendName, compute: () => T): Promise<T> {
  const isSwitched = tf.getBackend() === name ? true : tf.setBackend(name);
  const engine = tf.engine();
  engine.startScope();
  try {
    return compute();
  } finally {
    engine.endScope();
    await isSwitched;
  }
}
