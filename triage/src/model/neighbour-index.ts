import * as tf from '@tensorflow/tfjs-core';
import { type BackendName, runOn } from './backend.ts';

/** A vector that is close to the one asked for. */
export interface Neighbour {
  readonly id: string;
  /** Cosine of the angle between the two, -1 to 1. */
  readonly similarity: number;
}

/** Vectors by id, searched exactly: every one is compared. */
export interface NeighbourIndex {
  readonly size: number;
  /** Adds a vector, or replaces the one of this id. A vector of zeros (a text without a known word) is near nothing: it is left out. */
  set(id: string, vector: Float32Array): void;
  delete(id: string): boolean;
  /** The `count` nearest by cosine, nearest first; none for a vector of zeros. */
  nearest(vector: Float32Array, count: number): Promise<Neighbour[]>;
  dispose(): void;
}

export interface NeighbourIndexOptions {
  /** Length of the vectors. */
  readonly dimensions: number;
  /** Must have been opened: the backend of the classifier that embeds. */
  readonly backend: BackendName;
}

/** A change costs the copy of one block; a search costs TF.js's overhead once per block. */
const blockSize = 8_192;

interface Block {
  /** `[blockSize, dimensions]`, of unit length. */
  readonly rows: Float32Array;
  /** `[dimensions, used]`; null when the rows have changed since. This way round wasm multiplies four times as fast. */
  tensor: tf.Tensor2D | null;
}

function unit(vector: Float32Array): Float32Array | null {
  const length = Math.hypot(...vector);
  return length > 0 ? vector.map((value) => value / length) : null;
}

export function createNeighbourIndex({ dimensions, backend }: NeighbourIndexOptions): NeighbourIndex {
  const ids: string[] = [];
  const places = new Map<string, number>();
  const blocks: Block[] = [];

  const blockOf = (place: number): Block => {
    const number = Math.floor(place / blockSize);
    const known = blocks[number];
    if (known !== undefined) return known;
    const made: Block = { rows: new Float32Array(blockSize * dimensions), tensor: null };
    blocks[number] = made;
    return made;
  };

  function rowAt(place: number): Float32Array {
    const start = (place % blockSize) * dimensions;
    return blockOf(place).rows.subarray(start, start + dimensions);
  }

  function changed(place: number): void {
    const block = blockOf(place);
    block.tensor?.dispose();
    block.tensor = null;
  }

  function remove(id: string): boolean {
    const place = places.get(id);
    const lastId = ids.at(-1);
    if (place === undefined || lastId === undefined) return false;
    const last = ids.length - 1;
    rowAt(place).set(rowAt(last));
    ids[place] = lastId;
    places.set(lastId, place);
    changed(place);
    changed(last);
    ids.pop();
    places.delete(id);
    return true;
  }

  function tensorOf(block: Block, used: number): tf.Tensor2D {
    if (block.tensor !== null) return block.tensor;
    const rows = tf.tensor2d(block.rows.subarray(0, used * dimensions), [used, dimensions]);
    block.tensor = tf.keep(tf.transpose(rows));
    return block.tensor;
  }

  return {
    get size() {
      return ids.length;
    },
    set(id, vector) {
      const direction = unit(vector);
      if (direction === null) {
        remove(id);
        return;
      }
      const place = places.get(id) ?? ids.length;
      ids[place] = id;
      places.set(id, place);
      rowAt(place).set(direction);
      changed(place);
    },
    delete: remove,
    async nearest(vector, count) {
      const direction = unit(vector);
      if (direction === null || count < 1) return [];
      return await runOn(backend, () => {
        const query = tf.tensor2d(direction, [1, dimensions]);
        const found = blocks.flatMap((block, number) => {
          const first = number * blockSize;
          const used = Math.min(blockSize, ids.length - first);
          if (used <= 0) return [];
          const cosines = tf.matMul(query, tensorOf(block, used));
          const { values, indices } = tf.topk(cosines, Math.min(count, used));
          const similarities = values.dataSync<'float32'>();
          return Array.from(indices.dataSync<'int32'>(), (index, position) => ({
            id: ids[first + index] ?? '',
            similarity: Math.max(-1, Math.min(1, similarities[position] ?? 0)),
          }));
        });
        found.sort((left, right) => right.similarity - left.similarity);
        return found.slice(0, count);
      });
    },
    dispose() {
      for (const block of blocks) block.tensor?.dispose();
      blocks.length = 0;
      ids.length = 0;
      places.clear();
    },
  };
}
