import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import wabt from 'wabt';
import { bagKernel } from './bag-kernel.ts';
import { addUsed, createUsedFeatures } from './index.ts';
import { createPlainBag } from './plain-bag.ts';
import { canUseWasm, createWasmBag } from './wasm-bag.ts';

const width = 8;
const rows = 50;
const number = fc.float({ noNaN: true, min: -2, max: 2 });
const usedFeatures = fc.array(fc.tuple(fc.nat({ max: rows - 1 }), number), { maxLength: 9_000 });

function used(features: readonly (readonly [number, number])[]) {
  const made = createUsedFeatures();
  for (const [row, value] of features) addUsed(made, row, value);
  return made;
}

function start(): Float32Array {
  return Float32Array.from({ length: rows * width }, (_, index) => Math.sin(index));
}

/** Sums of many single-precision values: the order of additions is the same, their roundings are not. */
function expectClose(left: Float32Array, right: Float32Array, scale: number): void {
  for (const [index, value] of left.entries()) {
    expect(Math.abs(value - (right[index] ?? Number.NaN))).toBeLessThanOrEqual(1e-5 * scale);
  }
}

describe('an embedding bag', () => {
  it('is the assembled form of its source', async () => {
    const source = await readFile(new URL('bag.wat', import.meta.url), 'utf8');
    const { buffer } = (await wabt()).parseWat('bag.wat', source, { simd: true }).toBinary({});
    // When the source has changed: this text is the new kernel.
    expect(bagKernel).toBe(Buffer.from(buffer).toString('base64'));
  });

  it('sums the weighted rows, the same in WebAssembly as in JavaScript', () => {
    fc.assert(
      fc.property(usedFeatures, (features) => {
        const sums = [createPlainBag, createWasmBag].map((create) => {
          const sum = new Float32Array(3 * width).fill(7);
          create(start(), width).embed(used(features), sum, width);
          return sum;
        });
        const [plain = new Float32Array(0), wasm = new Float32Array(0)] = sums;
        expectClose(plain, wasm, 2 + features.length);
        expect([...wasm.subarray(0, width), ...wasm.subarray(2 * width)]).toEqual(
          new Array(2 * width).fill(7),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('moves the used rows against the slope and no others', () => {
    const slope = Float32Array.from({ length: 2 * width }, (_, index) => index + 1);
    fc.assert(
      fc.property(usedFeatures, (features) => {
        const [plain, wasm] = [createPlainBag, createWasmBag].map((create) => {
          const bag = create(start(), width);
          bag.descend(used(features), slope, width, 0.1);
          return bag.table;
        });
        if (plain === undefined || wasm === undefined) throw new Error('There are two tables.');
        expectClose(plain, wasm, 4 * (2 + features.length));
        const touched = new Set(features.map(([row]) => row));
        for (const [index, value] of start().entries()) {
          if (!touched.has(Math.floor(index / width))) expect(wasm[index]).toBe(value);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('uses WebAssembly for widths of whole vectors', () => {
    expect([canUseWasm(64), canUseWasm(6)]).toEqual([true, false]);
  });

  it('leaves the values it was given alone', () => {
    const values = start();
    const bag = createWasmBag(values, width);
    bag.descend(used([[1, 1]]), new Float32Array(width).fill(1), 0, 1);
    expect(values).toEqual(start());
    expect(bag.table[width]).toBeCloseTo((values[width] ?? 0) - 1, 5);
  });
});
