// Reads a Signalbox model with nothing but TensorFlow.js and answers as Signalbox does.
//
//   node docs/triage/classify-with-tensorflow-alone.mjs triage/models/default < texts.jsonl
//
// Each input line is a JSON string (a text that is masked already); each output line is an object of probabilities by
// target and label. docs/triage/model.md describes the format step by step.
import { readFileSync } from 'node:fs';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';

tf.enableProdMode();
await tf.setBackend('cpu');

const directory = process.argv[2];
const model = JSON.parse(readFileSync(`${directory}/model.json`, 'utf8'));
const file = readFileSync(`${directory}/weights.bin`);
const bytes = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);
const tensors = tf.io.decodeWeights(bytes, model.weights);
const idf = tensors.idf.dataSync();
const rowOfHash = new Map(Array.from(tensors.hashes.dataSync(), (hash, row) => [hash, row]));

/** FNV-1a from a given start over UTF-16 units, finished with MurmurHash3's mixer; signed 32 bits. */
function step(hash, unit) {
  return Math.imul(hash ^ unit, 0x01000193);
}
function finish(hash) {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) | 0;
}
function hashOf(text, start) {
  let hash = start;
  for (let index = 0; index < text.length; index += 1) hash = step(hash, text.charCodeAt(index));
  return finish(hash);
}
function bigramHash(left, right) {
  return finish((Math.imul(step(0x3c6ef372, left), 0x9e3779b1) + right) | 0);
}

function formsOf(text) {
  const { dropWords, dropNumbers, dropPseudonyms, minimumLength } = model.normaliser;
  const forms = [];
  const pattern = /\[[A-Z][A-Z_]*_\d+\]|[\p{L}\p{N}_][\p{L}\p{M}\p{N}_]*/gu;
  for (const [token] of [...text.slice(0, 100_000).matchAll(pattern)].slice(0, 4_096)) {
    if (token.startsWith('[')) {
      if (!dropPseudonyms) forms.push(token.replace(/_\d+\]$/, ']').toLowerCase());
      continue;
    }
    const form = token.slice(0, 200).normalize('NFKC').toLowerCase();
    const isRead =
      form.length >= minimumLength &&
      !(dropNumbers && /^[\p{N}_]+$/u.test(form)) &&
      !dropWords.includes(form);
    if (isRead) forms.push(form);
  }
  return forms;
}

/** How often each value stands in a list, by first place. */
function countsOf(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts];
}

/** Rows of the embedding table that a block of features uses, with their weights; the block has the norm 1. */
function weighted(features) {
  const known = features
    .map(({ hash, count }) => ({ row: rowOfHash.get(hash), count }))
    .filter(({ row }) => row !== undefined)
    .map(({ row, count }) => {
      const frequency = model.termFrequency === 'linear' ? count : 1 + Math.log(count);
      return { row, weight: frequency * idf[row], square: (frequency * idf[row]) ** 2 };
    });
  const norm = Math.sqrt(known.reduce((sum, { square }) => sum + square, 0));
  return known.map(({ row, weight }) => ({ row, weight: weight / norm }));
}

function featuresOf(text) {
  const forms = formsOf(text);
  const words = forms.map((form) => hashOf(form, 0x811c9dc5));
  const bigrams = words.slice(1).map((word, index) => bigramHash(words[index], word));
  // A gram counts once per place in a word, and as the word counts in the text.
  const grams = countsOf(forms).flatMap(([form, count]) => {
    const marked = `<${form.slice(0, 40)}>`;
    const found = [];
    for (let start = 0; start < marked.length; start += 1) {
      for (let length = 2; length <= 5 && start + length <= marked.length; length += 1) {
        found.push({ hash: hashOf(marked.slice(start, start + length), 0x2f0b4c47), count });
      }
    }
    return found;
  });
  const counted = (hashes) => countsOf(hashes).map(([hash, count]) => ({ hash, count }));
  return [...weighted([...counted(words), ...counted(bigrams)]), ...weighted(grams)];
}

function probabilitiesOf(text) {
  const features = featuresOf(text);
  if (features.length === 0) return model.targets.map(({ prior }) => prior);
  return tf.tidy(() => {
    const rows = tf.gather(
      tensors.embedding,
      tf.tensor1d(
        features.map(({ row }) => row),
        'int32',
      ),
    );
    const embedding = tf.matMul(tf.tensor2d([features.map(({ weight }) => weight)]), rows);
    const hidden = tf.relu(tf.add(embedding, tensors['hidden/bias']));
    return model.targets.map(({ name, temperature }) => {
      const logits = tf.add(
        tf.matMul(hidden, tensors[`heads/${name}/kernel`]),
        tensors[`heads/${name}/bias`],
      );
      return Array.from(tf.softmax(tf.div(logits, temperature)).dataSync());
    });
  });
}

for (const line of readFileSync(0, 'utf8').split('\n')) {
  if (line === '') continue;
  const probabilities = probabilitiesOf(JSON.parse(line));
  const answer = model.targets.map(({ name, labels }, index) => [
    name,
    Object.fromEntries(labels.map((label, position) => [label, probabilities[index][position]])),
  ]);
  process.stdout.write(`${JSON.stringify(Object.fromEntries(answer))}\n`);
}
