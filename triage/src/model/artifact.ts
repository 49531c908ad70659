import { SignalboxError } from '@signalbox/sdk/errors';
import {
  type ArtifactDescription,
  artifactDescriptionSchema,
  artifactFormat,
  artifactVersion,
  type TensorSpecification,
} from './artifact-schema.ts';
import { sha256 } from './sha256.ts';

/** The two files of an artifact. */
export interface ArtifactSource {
  /** `model.json`: its text or bytes. */
  readonly json: string | Uint8Array;
  /** `weights.bin`. */
  readonly weights: Uint8Array;
}

/** An artifact whose checksum was verified. */
export interface Artifact {
  /** The first 16 hexadecimal digits of the checksum. */
  readonly id: string;
  readonly description: ArtifactDescription;
  readonly weights: Uint8Array;
  /** Size of both files. */
  readonly bytes: number;
}

function unreadable(what: string, cause?: unknown): SignalboxError {
  return new SignalboxError('unreadable', `The model cannot be loaded: ${what}`, { cause });
}

function parseJson(json: string | Uint8Array): object {
  let value: unknown;
  try {
    value = JSON.parse(typeof json === 'string' ? json : new TextDecoder().decode(json));
  } catch (cause) {
    throw unreadable('model.json is not JSON (truncated?). Copy the model again or train it anew.', cause);
  }
  if (typeof value === 'object' && value !== null && 'format' in value && value.format === artifactFormat) {
    return value;
  }
  throw unreadable(`model.json does not describe a model of the format "${artifactFormat}".`);
}

function parseDescription(value: object): ArtifactDescription {
  if ('version' in value && typeof value.version === 'number' && value.version !== artifactVersion) {
    const remedy = value.version > artifactVersion ? 'Update Signalbox.' : 'Train it anew.';
    throw unreadable(
      `it has format version ${value.version}, this Signalbox reads ${artifactVersion}. ${remedy}`,
    );
  }
  const parsed = artifactDescriptionSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw unreadable(`model.json is damaged at "${parsed.error.issues[0]?.path.join('.')}".`, parsed.error);
}

/** Bytes that one tensor takes in `weights.bin`. */
export function byteLengthOf(tensor: TensorSpecification): number {
  const elements = tensor.shape.reduce((product, size) => product * size, 1);
  return elements * (tensor.quantization === undefined ? 4 : 1);
}

/** The checksum that belongs to a description and its weights. */
export async function checksumOf(description: object, weights: Uint8Array): Promise<string> {
  const json = new TextEncoder().encode(JSON.stringify({ ...description, checksum: '' }));
  const both = new Uint8Array(json.byteLength + weights.byteLength);
  both.set(json);
  both.set(weights, json.byteLength);
  return sha256(both);
}

/**
 * Parses and verifies an artifact.
 * @throws SignalboxError `unreadable` when it is truncated, tampered with, or from a newer version.
 */
export async function openArtifact(source: ArtifactSource): Promise<Artifact> {
  const value = parseJson(source.json);
  const description = parseDescription(value);
  const expected = description.weights.reduce((sum, tensor) => sum + byteLengthOf(tensor), 0);
  if (source.weights.byteLength !== expected) {
    throw unreadable(
      `weights.bin has ${source.weights.byteLength} bytes instead of ${expected} (truncated?).`,
    );
  }
  if ((await checksumOf(value, source.weights)) !== description.checksum) {
    throw unreadable('its files do not match their checksum: they were changed after training.');
  }
  return {
    id: description.checksum.slice(0, 16),
    description,
    weights: source.weights,
    bytes:
      source.weights.byteLength +
      (typeof source.json === 'string' ? new TextEncoder().encode(source.json) : source.json).byteLength,
  };
}
