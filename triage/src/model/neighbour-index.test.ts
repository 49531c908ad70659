import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  cpuBackend,
  createNeighbourIndex,
  defaultModelDirectory,
  loadClassifier,
  openBackend,
  wasmBackend,
} from './index.ts';

function cosine(left: Float32Array, right: Float32Array): number {
  const dot = left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
  return dot / (Math.hypot(...left) * Math.hypot(...right));
}

describe.each([wasmBackend, cpuBackend])('neighbours on $name', (provider) => {
  const dimensions = 4;
  const open = () => createNeighbourIndex({ dimensions, backend: provider.name });
  beforeAll(() => openBackend(provider));

  it('are those of a comparison with every vector, after any changes', async () => {
    const vector = fc
      .array(fc.integer({ min: -9, max: 9 }), { minLength: dimensions, maxLength: dimensions })
      .map((values) => Float32Array.from(values));
    const change = fc.record({
      id: fc.integer({ min: 0, max: 12 }).map(String),
      vector,
      isDeleted: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(change),
        vector,
        fc.integer({ min: 1, max: 5 }),
        async (changes, query, count) => {
          const index = open();
          const held = new Map<string, Float32Array>();
          for (const { id, vector, isDeleted } of changes) {
            if (isDeleted) expect(index.delete(id)).toBe(held.delete(id));
            else {
              index.set(id, vector);
              if (vector.some((value) => value !== 0)) held.set(id, vector);
              else held.delete(id);
            }
          }
          expect(index.size).toBe(held.size);
          const found = await index.nearest(query, count);
          index.dispose();
          const isBlank = query.every((value) => value === 0);
          const expected = isBlank
            ? []
            : [...held.values()].map((known) => cosine(known, query)).sort((a, b) => b - a);
          expect(found).toHaveLength(Math.min(count, expected.length));
          for (const [position, { id, similarity }] of found.entries()) {
            expect(similarity).toBeCloseTo(expected[position] ?? Number.NaN, 5);
            expect(similarity).toBeCloseTo(cosine(held.get(id) ?? new Float32Array(dimensions), query), 5);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are found in every block, and nothing stays in memory', async () => {
    const before = tf.memory().numTensors;
    const index = open();
    const count = 20_000;
    for (let number = 0; number < count; number += 1) {
      const angle = (number / count) * Math.PI;
      index.set(`${number}`, Float32Array.of(Math.cos(angle), Math.sin(angle), 0, 0));
    }
    for (const number of [0, 8_191, 8_192, 16_383, 16_384, 19_999]) {
      const angle = (number / count) * Math.PI;
      const [nearest] = await index.nearest(
        Float32Array.of(3 * Math.cos(angle), 3 * Math.sin(angle), 0, 0),
        3,
      );
      expect(Math.abs(Number(nearest?.id) - number)).toBeLessThanOrEqual(2);
      expect(nearest?.similarity).toBeCloseTo(1, 5);
    }
    index.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

it('finds the ticket that says the same in other words, by the embedding of the shipped model', async () => {
  const classifier = await loadClassifier(defaultModelDirectory);
  const texts = [
    'please replace the battery of my laptop',
    'meeting room booking for the visit of the auditors',
    'purchase order for licences needs approval',
  ];
  const vectors = classifier.embed([...texts, 'laptop battery broken', '🙂']);
  const { dimensions } = classifier;
  const vectorOf = (row: number) => vectors.subarray(row * dimensions, (row + 1) * dimensions);
  const index = createNeighbourIndex({ dimensions, backend: classifier.backend });
  for (const [row, text] of texts.entries()) index.set(text, vectorOf(row));
  const [nearest] = await index.nearest(vectorOf(3), 2);
  expect(nearest?.id).toBe(texts[0]);
  expect(await index.nearest(vectorOf(4), 2)).toEqual([]);
  index.dispose();
  classifier.dispose();
});
