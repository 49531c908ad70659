import { SignalboxError } from '@signalbox/sdk/errors';
import type { ArtifactSource } from './artifact.ts';

/** "SBX1" */
const magic = 0x53425831;
const headLength = 8;

/** One file instead of two: magic number, length of the JSON (both 32-bit, big-endian), `model.json`, `weights.bin`. */
export function packArtifact(source: ArtifactSource): Uint8Array {
  const json = typeof source.json === 'string' ? new TextEncoder().encode(source.json) : source.json;
  const packed = new Uint8Array(headLength + json.byteLength + source.weights.byteLength);
  const head = new DataView(packed.buffer);
  head.setUint32(0, magic);
  head.setUint32(4, json.byteLength);
  packed.set(json, headLength);
  packed.set(source.weights, headLength + json.byteLength);
  return packed;
}

/** @throws SignalboxError `unreadable` when the bytes are not a packed artifact. */
export function unpackArtifact(packed: Uint8Array): ArtifactSource {
  const head = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const isPacked = packed.byteLength >= headLength && head.getUint32(0) === magic;
  const jsonEnd = isPacked ? headLength + head.getUint32(4) : Number.POSITIVE_INFINITY;
  if (jsonEnd > packed.byteLength) {
    throw new SignalboxError(
      'unreadable',
      'The model cannot be loaded: the bytes are no packed model (truncated?).',
    );
  }
  return { json: packed.subarray(headLength, jsonEnd), weights: packed.subarray(jsonEnd) };
}
