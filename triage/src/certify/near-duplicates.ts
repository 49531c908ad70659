import { hashWord } from '../model/index.ts';

const signatureSize = 64;
const bandRows = 4;
const gramLength = 4;
/** Longer texts are told apart by their beginning. */
const readUnits = 2_000;
/** Estimated Jaccard similarity of the character grams from which on two texts count as one wording. */
const sameWording = 0.8;
/** Texts of one bucket that a newcomer is compared with. */
const mostHeads = 4;

/** Case, digits, punctuation and spacing make no difference. */
function wording(text: string): string {
  return text
    .slice(0, readUnits)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{N}+/gu, '0')
    .replace(/[^\p{L}\p{M}0]+/gu, ' ')
    .trim();
}

/** Odd multipliers and offsets of 64 hash functions (Dietzfelbinger 1997, multiply-add). */
function hashFunctions(): { multipliers: Int32Array; offsets: Int32Array } {
  const multipliers = new Int32Array(signatureSize);
  const offsets = new Int32Array(signatureSize);
  for (let index = 0; index < signatureSize; index += 1) {
    multipliers[index] = hashWord(`multiplier ${index}`) | 1;
    offsets[index] = hashWord(`offset ${index}`);
  }
  return { multipliers, offsets };
}

function createSigner() {
  const { multipliers, offsets } = hashFunctions();
  /** MinHash (Broder 1997): the share of equal entries of two signatures estimates the Jaccard similarity. */
  return (text: string): Uint32Array => {
    const padded = ` ${wording(text)} `;
    const signature = new Uint32Array(signatureSize).fill(0xffff_ffff);
    for (let start = 0; start + Math.min(gramLength, padded.length) <= padded.length; start += 1) {
      let gram = 0x811c9dc5;
      for (let index = start; index < Math.min(padded.length, start + gramLength); index += 1) {
        gram = Math.imul(gram ^ padded.charCodeAt(index), 0x01000193);
      }
      gram ^= gram >>> 15;
      for (let index = 0; index < signatureSize; index += 1) {
        const mixed = (Math.imul(gram, multipliers[index] ?? 1) + (offsets[index] ?? 0)) | 0;
        const hash = (mixed ^ (mixed >>> 13)) >>> 0;
        if (hash < (signature[index] ?? 0)) signature[index] = hash;
      }
    }
    return signature;
  };
}

function similarity(left: Uint32Array, right: Uint32Array): number {
  let equal = 0;
  for (let index = 0; index < signatureSize; index += 1) if (left[index] === right[index]) equal += 1;
  return equal / signatureSize;
}

/**
 * Groups texts of nearly the same wording: MinHash over character 4-grams, compared where a band of the signature
 * agrees. Returns a group number per text; equal numbers, one group. Does not depend on the order of the texts.
 */
export function nearDuplicates(texts: readonly string[]): Int32Array {
  const sign = createSigner();
  const hashes = texts.map((text) => hashWord(text) >>> 0);
  const order = Int32Array.from(texts.keys()).sort(
    (left, right) =>
      (hashes[left] ?? 0) - (hashes[right] ?? 0) || ((texts[left] ?? '') < (texts[right] ?? '') ? -1 : 1),
  );
  const parent = Int32Array.from(texts.keys());
  const rootOf = (text: number): number => {
    let root = text;
    while (parent[root] !== root) root = parent[root] ?? root;
    parent[text] = root;
    return root;
  };
  const signatures: Uint32Array[] = [];
  const buckets = new Map<string, number[]>();
  for (const text of order) {
    const signature = sign(texts[text] ?? '');
    signatures[text] = signature;
    for (let start = 0; start < signatureSize; start += bandRows) {
      const key = `${start} ${signature.subarray(start, start + bandRows).join(' ')}`;
      const heads = buckets.get(key);
      if (heads === undefined) {
        buckets.set(key, [text]);
        continue;
      }
      const known = heads.find(
        (head) =>
          rootOf(head) === rootOf(text) ||
          similarity(signatures[head] ?? new Uint32Array(0), signature) >= sameWording,
      );
      if (known !== undefined) parent[rootOf(text)] = rootOf(known);
      else if (heads.length < mostHeads) heads.push(text);
    }
  }
  return Int32Array.from(texts.keys(), rootOf);
}
