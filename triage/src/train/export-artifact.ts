import {
  type ArtifactDescription,
  type ArtifactSource,
  artifactFormat,
  artifactVersion,
  checksumOf,
  type NormaliserSettings,
  type TensorSpecification,
  type TermFrequency,
  tensorNames,
} from '../model/index.ts';
import type { LearntVocabulary } from './encoding.ts';
import type { Parameters } from './parameters.ts';

/** Eight bits: `value = code · scale + min`. */
export interface Quantised {
  readonly codes: Uint8Array;
  readonly scale: number;
  readonly min: number;
}

export function quantise(values: Float32Array): Quantised {
  const min = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const max = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const scale = Math.max(1e-9, (max - min) / 255);
  return { codes: Uint8Array.from(values, (value) => Math.round((value - min) / scale)), scale, min };
}

export interface ArtifactParts {
  readonly vocabulary: LearntVocabulary;
  readonly parameters: Parameters;
  readonly normaliser: NormaliserSettings;
  readonly termFrequency: TermFrequency;
  readonly maskingVersion: string | null;
  readonly targets: ArtifactDescription['targets'];
  readonly training: Readonly<Record<string, unknown>>;
}

function bytesOf(values: Float32Array | Int32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** The two files of an artifact, its checksum included. */
export async function exportArtifact(parts: ArtifactParts): Promise<ArtifactSource> {
  const size = parts.vocabulary.hashes.length;
  const dimensions = parts.parameters.hiddenBias.length;
  const table = quantise(parts.parameters.table);
  const eightBits = (scale: number, min: number) => ({ dtype: 'uint8' as const, scale, min });
  const { idfQuantisation, idfCodes, hashes } = parts.vocabulary;
  const tensors: { specification: TensorSpecification; bytes: Uint8Array }[] = [
    { specification: { name: tensorNames.hashes, shape: [size], dtype: 'int32' }, bytes: bytesOf(hashes) },
    {
      specification: {
        name: tensorNames.idf,
        shape: [size],
        dtype: 'float32',
        quantization: eightBits(idfQuantisation.scale, idfQuantisation.min),
      },
      bytes: idfCodes,
    },
    {
      specification: {
        name: tensorNames.table,
        shape: [size, dimensions],
        dtype: 'float32',
        quantization: eightBits(table.scale, table.min),
      },
      bytes: table.codes,
    },
    {
      specification: { name: tensorNames.hiddenBias, shape: [dimensions], dtype: 'float32' },
      bytes: bytesOf(parts.parameters.hiddenBias),
    },
  ];
  for (const [index, target] of parts.targets.entries()) {
    const head = parts.parameters.heads[index];
    if (head === undefined) continue;
    const labels = target.labels.length;
    tensors.push(
      {
        specification: {
          name: tensorNames.kernel(target.name),
          shape: [dimensions, labels],
          dtype: 'float32',
        },
        bytes: bytesOf(head.kernel),
      },
      {
        specification: { name: tensorNames.bias(target.name), shape: [labels], dtype: 'float32' },
        bytes: bytesOf(head.bias),
      },
    );
  }
  const weights = new Uint8Array(tensors.reduce((sum, { bytes }) => sum + bytes.byteLength, 0));
  let offset = 0;
  for (const { bytes } of tensors) {
    weights.set(bytes, offset);
    offset += bytes.byteLength;
  }
  const description: ArtifactDescription = {
    format: artifactFormat,
    version: artifactVersion,
    checksum: '',
    dimensions,
    normaliser: parts.normaliser,
    termFrequency: parts.termFrequency,
    maskingVersion: parts.maskingVersion,
    targets: parts.targets,
    weights: tensors.map(({ specification }) => specification),
    training: parts.training,
  };
  const checksum = await checksumOf(description, weights);
  return { json: `${JSON.stringify({ ...description, checksum }, null, 1)}\n`, weights };
}
