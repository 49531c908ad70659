import { describe, expect, it } from 'vitest';
import type { BackendName, BackendProvider } from './backend.ts';
import { cpuBackend } from './cpu-backend.ts';
import { fastestBackend, openFirst } from './fastest-backend.ts';
import { nativeBackend } from './native-backend.ts';

const failing = (name: BackendName, message: string): BackendProvider => ({
  name,
  register: () => Promise.reject(new Error(message)),
});

describe('the backend that computes', () => {
  it('is the first that runs here; the others say why not', async () => {
    const providers = [
      failing('tensorflow', 'no library\nRequire stack: …'),
      failing('wasm', 'no SIMD'),
      cpuBackend,
    ];
    const { provider, passedOver } = await openFirst(providers);
    expect(provider.name).toBe('cpu');
    expect(passedOver).toEqual([
      { backend: 'tensorflow', reason: 'no library' },
      { backend: 'wasm', reason: 'no SIMD' },
    ]);
  });

  it('is an error with every reason when none runs', async () => {
    await expect(openFirst([failing('wasm', 'no SIMD')])).rejects.toThrow(
      'No backend of TensorFlow.js runs here. wasm: no SIMD',
    );
  });

  it('is not the native one where that is not installed', async () => {
    await expect(nativeBackend.register()).rejects.toThrow('@tensorflow/tfjs-node is not installed');
    const { provider, passedOver } = await fastestBackend();
    expect(provider.name).toBe('wasm');
    expect(passedOver.map(({ backend }) => backend)).toEqual(['tensorflow']);
  });
});
