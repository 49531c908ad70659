import { bagKernel } from './bag-kernel.ts';
import type { EmbeddingBag } from './embedding-bag.ts';
import type { UsedFeatures } from './used-features.ts';

interface Kernel {
  gather(rows: number, values: number, count: number, table: number, width: number, sum: number): void;
  scatter(
    rows: number,
    values: number,
    count: number,
    table: number,
    width: number,
    slope: number,
    rate: number,
  ): void;
}

/** Features handed to the kernel at once; a longer text takes several calls. */
const most = 4096;
const pageBytes = 65_536;
/** A vector of the kernel holds four values. */
const lanes = 4;

let compiled: WebAssembly.Module | undefined;

function compile(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(Uint8Array.from(atob(bagKernel), (char) => char.charCodeAt(0)));
  return compiled;
}

/** False where the kernel's vector instructions are unknown, or for a width that is no multiple of four. */
export function canUseWasm(width: number): boolean {
  if (width % lanes !== 0 || typeof WebAssembly === 'undefined') return false;
  try {
    compile();
    return true;
  } catch {
    return false;
  }
}

/** In WebAssembly, several times faster. The table lies in the kernel's memory. */
export function createWasmBag(values: Float32Array, width: number): EmbeddingBag {
  const widthBytes = width * Float32Array.BYTES_PER_ELEMENT;
  const vectorAt = 0;
  const rowsAt = widthBytes;
  const valuesAt = rowsAt + most * Int32Array.BYTES_PER_ELEMENT;
  const tableAt = valuesAt + most * Float32Array.BYTES_PER_ELEMENT;
  const memory = new WebAssembly.Memory({ initial: Math.ceil((tableAt + values.byteLength) / pageBytes) });
  const vector = new Float32Array(memory.buffer, vectorAt, width);
  const rows = new Int32Array(memory.buffer, rowsAt, most);
  const weights = new Float32Array(memory.buffer, valuesAt, most);
  const table = new Float32Array(memory.buffer, tableAt, values.length);
  table.set(values);
  const instance = new WebAssembly.Instance(compile(), { bag: { memory } });
  const kernel = instance.exports as unknown as Kernel;

  /** Hands over the features part by part. */
  function inParts(used: UsedFeatures, run: (count: number) => void): void {
    for (let start = 0; start < used.length; start += most) {
      const end = Math.min(used.length, start + most);
      rows.set(used.rows.subarray(start, end));
      weights.set(used.values.subarray(start, end));
      run(end - start);
    }
  }

  return {
    table,
    embed(used, sum, offset) {
      vector.fill(0);
      inParts(used, (count) => kernel.gather(rowsAt, valuesAt, count, tableAt, widthBytes, vectorAt));
      sum.set(vector, offset);
    },
    descend(used, slope, offset, learningRate) {
      vector.set(slope.subarray(offset, offset + width));
      inParts(used, (count) =>
        kernel.scatter(rowsAt, valuesAt, count, tableAt, widthBytes, vectorAt, -learningRate),
      );
    },
  };
}
