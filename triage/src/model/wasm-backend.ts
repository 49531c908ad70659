import type { BackendProvider } from './backend.ts';

/** WebAssembly with SIMD, from the files that npm installed. */
export const wasmBackend: BackendProvider = {
  name: 'wasm',
  async register() {
    await import('@tensorflow/tfjs-backend-wasm');
  },
};
