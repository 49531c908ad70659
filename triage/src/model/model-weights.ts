import type { Artifact } from './artifact.ts';
import { byteLengthOf } from './artifact.ts';
import type { TargetDescription, TensorSpecification } from './artifact-schema.ts';
import type { QuantisedTable } from './quantised-table.ts';

/** One softmax over the hidden layer. */
export interface HeadWeights {
  readonly target: TargetDescription;
  /** `[dimensions, labels]`, row-major. */
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
}

/** Everything of `weights.bin`, as the computation wants it. */
export interface ModelWeights {
  readonly hashes: Int32Array;
  readonly idf: Float32Array;
  readonly table: QuantisedTable;
  readonly hiddenBias: Float32Array;
  readonly heads: readonly HeadWeights[];
}

/** Names of the tensors in `weights.bin`. */
export const tensorNames = {
  hashes: 'hashes',
  idf: 'idf',
  table: 'embedding',
  hiddenBias: 'hidden/bias',
  kernel: (target: string) => `heads/${target}/kernel`,
  bias: (target: string) => `heads/${target}/bias`,
} as const;

/** Reads the tensors of a verified artifact. @throws when one is missing. */
export function readWeights({ description, weights: bytesOfAll }: Artifact): ModelWeights {
  // A copy in a buffer of its own: node's Buffer shares one, and typed arrays need aligned starts.
  const weights = new Uint8Array(bytesOfAll);
  const parts = new Map<string, { tensor: TensorSpecification; bytes: Uint8Array }>();
  let offset = 0;
  for (const tensor of description.weights) {
    const length = byteLengthOf(tensor);
    parts.set(tensor.name, { tensor, bytes: weights.slice(offset, offset + length) });
    offset += length;
  }
  const part = (name: string) => {
    const found = parts.get(name);
    if (found === undefined) throw new Error(`The model has no tensor "${name}".`);
    return found;
  };
  const floats = (name: string) => {
    const { tensor, bytes } = part(name);
    if (tensor.quantization === undefined) return new Float32Array(bytes.buffer);
    const { scale, min } = tensor.quantization;
    return Float32Array.from(bytes, (code) => code * scale + min);
  };
  const { tensor, bytes } = part(tensorNames.table);
  return {
    hashes: new Int32Array(part(tensorNames.hashes).bytes.buffer),
    idf: floats(tensorNames.idf),
    table: {
      codes: bytes,
      dimensions: description.dimensions,
      scale: tensor.quantization?.scale ?? 1,
      minimum: tensor.quantization?.min ?? 0,
    },
    hiddenBias: floats(tensorNames.hiddenBias),
    heads: description.targets.map((target) => ({
      target,
      kernel: floats(tensorNames.kernel(target.name)),
      bias: floats(tensorNames.bias(target.name)),
    })),
  };
}
