import type { BackendName } from '../../model/index.ts';
import type { EmbeddingBag } from './embedding-bag.ts';
import { createPlainBag } from './plain-bag.ts';
import { canUseWasm, createWasmBag } from './wasm-bag.ts';

export type { EmbeddingBag } from './embedding-bag.ts';
export * from './used-features.ts';

/** A bag that starts with a copy of `values`, `[rows, width]`. On the backend `cpu` everything is plain JavaScript. */
export function createEmbeddingBag(values: Float32Array, width: number, backend: BackendName): EmbeddingBag {
  return backend !== 'cpu' && canUseWasm(width)
    ? createWasmBag(values, width)
    : createPlainBag(values, width);
}
