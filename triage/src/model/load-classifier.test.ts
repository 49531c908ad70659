import { readFile } from 'node:fs/promises';
import { isSignalboxError } from '@signalbox/sdk/errors';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type ArtifactSource,
  defaultModelDirectory,
  loadClassifier,
  loadClassifierFromBytes,
  packArtifact,
} from './index.ts';

let artifact: { json: string; weights: Uint8Array };
beforeAll(async () => {
  artifact = {
    json: await readFile(new URL('model.json', defaultModelDirectory), 'utf8'),
    weights: await readFile(new URL('weights.bin', defaultModelDirectory)),
  };
});

async function refusal(source: Uint8Array | ArtifactSource): Promise<string> {
  const error = await loadClassifierFromBytes(source).catch((thrown: unknown) => thrown);
  expect(isSignalboxError(error) && error.code).toBe('unreadable');
  return error instanceof Error ? error.message : '';
}

describe('the shipped model', () => {
  it('is under 8 MB and is the same from its directory, its bytes and one packed file', async () => {
    const fromDirectory = await loadClassifier(defaultModelDirectory);
    const fromBytes = await loadClassifierFromBytes(artifact, { backend: 'cpu' });
    const fromPacked = await loadClassifierFromBytes(packArtifact(artifact));
    expect(fromDirectory.bytes).toBeLessThan(8_000_000);
    expect(fromDirectory.backend).toBe('wasm');
    expect(fromBytes.backend).toBe('cpu');
    expect(new Set([fromDirectory.id, fromBytes.id, fromPacked.id]).size).toBe(1);
    expect(fromDirectory.targets.map(({ name }) => name)).toEqual(['category']);
  });
});

describe('an artifact that is not as it was written', () => {
  it('is refused when its weights were changed', async () => {
    const weights = Uint8Array.from(artifact.weights);
    weights[1_000] = (weights[1_000] ?? 0) ^ 1;
    expect(await refusal({ ...artifact, weights })).toMatch(/checksum/);
  });

  it('is refused when its description was changed', async () => {
    const json = artifact.json.replace('"Hardware"', '"Software"');
    expect(json).not.toBe(artifact.json);
    expect(await refusal({ ...artifact, json })).toMatch(/checksum/);
  });

  it('is refused when it was cut', async () => {
    expect(await refusal({ ...artifact, weights: artifact.weights.subarray(0, -1) })).toMatch(/truncated/);
    expect(await refusal({ ...artifact, json: artifact.json.slice(0, 500) })).toMatch(/truncated/);
    const packed = packArtifact(artifact);
    expect(await refusal(packed.subarray(0, 6))).toMatch(/truncated/);
    expect(await refusal(packed.subarray(0, 100))).toMatch(/truncated/);
    expect(await refusal(packed.subarray(0, packed.length - 1))).toMatch(/truncated/);
  });

  it('is refused when it comes from a newer version or is something else', async () => {
    const newer = JSON.stringify({ ...JSON.parse(artifact.json), version: 99 });
    expect(await refusal({ ...artifact, json: newer })).toMatch(/version 99.*Update Signalbox/);
    expect(await refusal({ ...artifact, json: '{"modelTopology": {}}' })).toMatch(/signalbox-classifier/);
    expect(await refusal({ ...artifact, json: '[]' })).toMatch(/signalbox-classifier/);
  });

  it('is still accepted when only its white space differs', async () => {
    const json = JSON.stringify(JSON.parse(artifact.json));
    expect((await loadClassifierFromBytes({ ...artifact, json })).id).toMatch(/^[0-9a-f]{16}$/);
  });
});

it('says where it looked when there is no model', async () => {
  await expect(loadClassifier('/nowhere/model')).rejects.toThrow(/There is no model in \/nowhere\/model/);
});
