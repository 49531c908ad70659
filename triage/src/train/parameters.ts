/** The parameters that training moves. */
export interface Parameters {
  /** `[vocabulary, dimensions]`. */
  readonly table: Float32Array;
  readonly hiddenBias: Float32Array;
  /** Per target: `[dimensions, labels]` and `[labels]`. */
  readonly heads: readonly { readonly kernel: Float32Array; readonly bias: Float32Array }[];
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

/** One network whose logits are the mean of the members' logits: their hidden units side by side. */
export function average(members: readonly Parameters[]): Parameters {
  const [first] = members;
  if (first === undefined) throw new Error('There is no member to average.');
  if (members.length === 1) return first;
  const width = first.hiddenBias.length;
  const total = width * members.length;
  const rows = first.table.length / width;
  const table = new Float32Array(rows * total);
  const hiddenBias = new Float32Array(total);
  const heads = first.heads.map(({ kernel, bias }) => ({
    kernel: new Float32Array(kernel.length * members.length),
    bias: new Float32Array(bias.length),
  }));
  for (const [member, parameters] of members.entries()) {
    for (let row = 0; row < rows; row += 1) {
      table.set(parameters.table.subarray(row * width, (row + 1) * width), row * total + member * width);
    }
    hiddenBias.set(parameters.hiddenBias, member * width);
    for (const [index, { kernel, bias }] of parameters.heads.entries()) {
      const head = heads[index];
      if (head === undefined) continue;
      head.kernel.set(
        kernel.map((value) => value / members.length),
        member * kernel.length,
      );
      for (const [label, value] of bias.entries()) {
        head.bias[label] = (head.bias[label] ?? 0) + value / members.length;
      }
    }
  }
  return { table, hiddenBias, heads };
}
