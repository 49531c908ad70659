import { readFile } from 'node:fs/promises';
import { beforeAll, expect, it } from 'vitest';
import {
  type ArtifactDescription,
  artifactDescriptionSchema,
  defaultModelDirectory,
} from '../model/index.ts';
import { intervalsOf, metricsOf } from '../train/index.ts';
import { modelCard } from './model-card.ts';

let shipped: ArtifactDescription;
beforeAll(async () => {
  const json = await readFile(new URL('model.json', defaultModelDirectory), 'utf8');
  shipped = artifactDescriptionSchema.parse(JSON.parse(json));
});

const judged = Array.from({ length: 100 }, (_, index) => ({
  label: 'Access',
  truth: index < 90 ? 'Access' : 'Storage',
  probability: 0.9,
}));
const metrics = metricsOf(judged);

it('holds the figures with their intervals, and what they were measured on', () => {
  const card = modelCard({
    description: shipped,
    bytes: 4_146_308,
    measurement: {
      evaluation: {
        rows: 100,
        targets: { label: metrics },
        textsPerSecond: 1,
        latencyMs: { p50: 1, p99: 1 },
        model: { id: 'x', bytes: 1, backend: 'wasm' },
      },
      intervals: { label: intervalsOf(judged, metrics) },
      file: { name: 'tickets.csv', sha256: 'ab12', bytes: 1_234 },
      where: ['split=dev'],
      targets: { label: 'category' },
      on: '2026-01-31',
    },
  });
  expect(card).toContain(
    'On 100 rows of tickets.csv, 1,234 bytes, SHA-256 `ab12`, rows with split=dev; 2026-01-31.',
  );
  expect(card).toContain('| accuracy | 90.0 % (82.6 to 94.5 %) |');
  expect(card).toMatch(/\| Hardware \| about \d/);
});

it('says what nobody stated, instead of inventing it', () => {
  const description = { ...shipped, training: { made: 'by hand' } };
  const card = modelCard({ description, bytes: 1, measurement: null });
  expect(card).toContain('| licence of the data | _Not stated._ |');
  expect(card).toContain('Not yet on rows of its own.');
  expect(card).not.toMatch(/undefined|NaN/);
});

it('takes labels as words, not as markup', () => {
  const target = {
    name: 'a|b',
    labels: ['<script>', '| x |\n# y'],
    prior: [0.5, 0.5],
    temperature: 1,
    energyQuantiles: [],
  };
  const card = modelCard({ description: { ...shipped, targets: [target] }, bytes: 1, measurement: null });
  expect(card).toContain('| \\<script\\> |');
  expect(card).toContain('| \\| x \\| \\# y |');
  expect(card).not.toMatch(/^# y/m);
});
