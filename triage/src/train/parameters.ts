/** The parameters that training moves. */
export interface Parameters {
  /** `[vocabulary, dimensions]`. */
  readonly table: Float32Array;
  readonly hiddenBias: Float32Array;
  /** Per target: `[dimensions, labels]` and `[labels]`. */
  readonly heads: readonly { readonly kernel: Float32Array; readonly bias: Float32Array }[];
}

export function copyOf({ table, hiddenBias, heads }: Parameters): Parameters {
  return {
    table: table.slice(),
    hiddenBias: hiddenBias.slice(),
    heads: heads.map(({ kernel, bias }) => ({ kernel: kernel.slice(), bias: bias.slice() })),
  };
}

export function restore(parameters: Parameters, saved: Parameters): void {
  parameters.table.set(saved.table);
  parameters.hiddenBias.set(saved.hiddenBias);
  for (const [index, { kernel, bias }] of parameters.heads.entries()) {
    kernel.set(saved.heads[index]?.kernel ?? kernel);
    bias.set(saved.heads[index]?.bias ?? bias);
  }
}

/** Softmax is blind to what all labels share; without it a contribution speaks for its label alone. In place. */
export function centre({ heads }: Parameters): void {
  for (const { kernel, bias } of heads) {
    for (const values of [bias, kernel]) {
      for (let start = 0; start < values.length; start += bias.length) {
        const row = values.subarray(start, start + bias.length);
        const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
        for (const [index, value] of row.entries()) row[index] = value - mean;
      }
    }
  }
}
