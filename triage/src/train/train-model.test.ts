import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { createMasker, type LoadedClassifier, loadClassifier } from '../model/index.ts';
import { evaluateClassifier } from './evaluate-classifier.ts';
import { readRecords } from './read-records.ts';
import { plainRecipe } from './recipe.ts';
import { type TrainedModel, trainModel } from './train-model.ts';
import type { TrainingProgress } from './training-progress.ts';
import type { TrainingRow } from './training-row.ts';
import { trainingRows } from './training-rows.ts';

const data = fileURLToPath(
  new URL('../../../examples/data/it-tickets-topics-small.jsonl.gz', import.meta.url),
);

function shippedRows(split: string, targetName = 'category'): AsyncIterable<TrainingRow> {
  const selection = {
    text: ['text'],
    targets: [{ name: targetName, column: 'label' }],
    where: [{ column: 'split', value: split }],
  };
  return trainingRows(readRecords(data), selection, (record) => {
    throw new Error(record.problem);
  });
}

const colours = ['red', 'green', 'blue'];

/** Easy rows: every text names its own colour and size. */
function easyRows(count: number): TrainingRow[] {
  return Array.from({ length: count }, (_, index) => {
    const colour = colours[index % 3] ?? '';
    const size = index % 2 === 0 ? 'large' : 'small';
    return { text: `ticket about a ${size} ${colour} thing ${index % 7}`, labels: { colour, size } };
  });
}

describe('training on the shipped tickets', () => {
  let trained: TrainedModel;
  let classifier: LoadedClassifier;
  const progress: TrainingProgress[] = [];
  beforeAll(async () => {
    trained = await trainModel(
      shippedRows('train'),
      { targets: ['category'], recipe: plainRecipe },
      (state) => progress.push(state),
    );
    classifier = await loadClassifier(trained.artifact);
  }, 480_000);

  it('learns: 2,400 rows of 8 topics give at least three quarters right on rows it never saw, calibrated', async () => {
    const evaluation = await evaluateClassifier(classifier, shippedRows('dev', 'label'), {
      targets: { label: 'category' },
      masker: createMasker(),
    });
    expect(evaluation.rows).toBe(800);
    expect(evaluation.targets['label']?.accuracy).toBeGreaterThan(0.75);
    expect(evaluation.targets['label']?.macroF1).toBeGreaterThan(0.75);
    expect(evaluation.targets['label']?.ece).toBeLessThan(0.08);
    expect(evaluation.model).toEqual({ id: classifier.id, bytes: classifier.bytes, backend: 'wasm' });
    expect(evaluation.latencyMs.p99).toBeGreaterThanOrEqual(evaluation.latencyMs.p50);
  });

  it('learns from every row, and calibrates on answers to rows that were held out in turn', () => {
    const { rows, trainingRows: learnt, calibrationRows, validation, isRefitted } = trained.report;
    expect({ rows, learnt, calibrationRows, validation, isRefitted }).toEqual({
      rows: 2_400,
      learnt: 2_400,
      calibrationRows: 2_400,
      validation: 'cross-fitted',
      isRefitted: true,
    });
  });

  it('finds texts of another kind less typical than those it was made for', async () => {
    const typicalities = async (texts: string[]) =>
      (await classifier.classify(texts, { explain: false })).map(
        ({ predictions }) => predictions[0]?.typicality ?? Number.NaN,
      );
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const held: string[] = [];
    for await (const { text } of shippedRows('dev')) held.push(text);
    const others = [
      'quantum chromodynamics lattice',
      'bake sourdough bread overnight',
      'zebra migration',
      '🙂',
    ];
    expect(mean(await typicalities(held))).toBeGreaterThan(0.35);
    expect(mean(await typicalities(others))).toBeLessThan(0.2);
    expect(await typicalities([''])).toEqual([0]);
  });

  it('says what it does', () => {
    expect(progress.map(({ stage }) => stage)).toEqual(
      expect.arrayContaining(['reading', 'vocabulary', 'epoch']),
    );
    const epochs = progress.filter((state) => state.stage === 'epoch');
    expect(epochs.at(-1)?.loss).toBeLessThan(epochs[0]?.loss ?? 0);
  });

  it('finds that the texts were stripped, and has product text stripped the same way', async () => {
    const raw =
      'Could you please give me the access to the shared drive of my department? It is 3 days since I asked.';
    const [answer] = await classifier.classify([raw]);
    const words = classifier.explain(raw, 'category', 'Access').words.map(({ text }) => text);
    expect(words).toEqual(expect.arrayContaining(['access', 'shared', 'drive']));
    for (const dropped of ['the', 'It', '3', 'I', 'my']) expect(words).not.toContain(dropped);
    expect(answer?.tokenCount).toBe(words.length);
  });
});

describe('trainModel', () => {
  const brief = { targets: ['colour', 'size'], epochs: 8 };

  it('learns several targets at once, each from the rows that have it', async () => {
    const rows = easyRows(240).map((row, index) =>
      index % 4 === 0 ? { ...row, labels: { colour: row.labels['colour'] ?? '' } } : row,
    );
    const { artifact } = await trainModel(rows, brief);
    const classifier = await loadClassifier(artifact);
    const [answer] = await classifier.classify(['a small blue thing']);
    expect(answer?.predictions.map(({ target, label }) => `${target} ${label}`)).toEqual([
      'colour blue',
      'size small',
    ]);
  });

  it('gives the same artifact for the same rows and seed, and another for another seed', async () => {
    const [first, second, other] = [
      await trainModel(easyRows(120), brief),
      await trainModel(easyRows(120), brief),
      await trainModel(easyRows(120), { ...brief, seed: 2 }),
    ];
    expect(second.artifact.json).toBe(first.artifact.json);
    expect(Buffer.compare(second.artifact.weights, first.artifact.weights)).toBe(0);
    expect(other.artifact.json).not.toBe(first.artifact.json);
  });

  it('chooses the recipe that makes held-out rows most likely', async () => {
    const { report } = await trainModel(easyRows(240), brief);
    const likelihoods = report.trials.map(({ negativeLogLikelihood }) => negativeLogLikelihood);
    expect(likelihoods.length).toBeGreaterThan(2);
    expect(likelihoods).toEqual(likelihoods.toSorted((left, right) => left - right));
    expect(report.recipe).toEqual(report.trials[0]?.recipe);
  });

  it('learns any script', async () => {
    const rows = Array.from({ length: 120 }, (_, index) => ({
      text: index % 2 === 0 ? `принтер не печатает ${index}` : `密码 重置 请求 ${index}`,
      labels: { topic: index % 2 === 0 ? 'печать' : '密码' },
    }));
    const classifier = await loadClassifier((await trainModel(rows, { targets: ['topic'] })).artifact);
    const answers = await classifier.classify(['принтер сломан', '重置 密码']);
    expect(answers.map(({ predictions }) => predictions[0]?.label)).toEqual(['печать', '密码']);
  });

  it('masks before it learns, unless told otherwise', async () => {
    const rows = easyRows(90).map((row, index) => ({
      ...row,
      text: `${row.text} from user${index % 5}@example.com`,
    }));
    const masked = await loadClassifier((await trainModel(rows, brief)).artifact);
    const unmasked = await loadClassifier((await trainModel(rows, { ...brief, isMasked: false })).artifact);
    const [knowsPseudonym] = await masked.classify(['[EMAIL_7]']);
    const [knowsAddress] = await unmasked.classify(['user3@example.com']);
    const [forgotAddress] = await masked.classify(['user3@example.com']);
    expect(knowsPseudonym?.outOfVocabularyShare).toBe(0);
    expect(knowsAddress?.outOfVocabularyShare).toBe(0);
    expect(forgotAddress?.outOfVocabularyShare).toBe(1);
    expect(masked.maskingVersion).not.toBeNull();
    expect(unmasked.maskingVersion).toBeNull();
  });

  it('leaves out a label with one row and says so', async () => {
    const rows = [...easyRows(90), { text: 'something violet', labels: { colour: 'violet', size: 'large' } }];
    const { artifact, report } = await trainModel(rows, brief);
    expect(report.rareLabels).toEqual([{ target: 'colour', label: 'violet', rows: 1 }]);
    expect((await loadClassifier(artifact)).targets[0]?.labels).toEqual(['blue', 'green', 'red']);
  });

  it('takes a handful of rows, texts without words, and contradicting labels', async () => {
    const rows = [
      { text: 'a cat', labels: { kind: 'animal' } },
      { text: 'a cat', labels: { kind: 'machine' } },
      { text: '🙂', labels: { kind: 'animal' } },
      { text: 'a lathe', labels: { kind: 'machine' } },
    ];
    const { artifact } = await trainModel(rows, { targets: ['kind'] });
    const [answer] = await (await loadClassifier(artifact)).classify(['a cat']);
    expect(answer?.predictions[0]?.probability).toBeGreaterThanOrEqual(0.5);
    expect(answer?.predictions[0]?.probability).toBeLessThanOrEqual(1);
  });

  it.each([
    ['no rows', [], /no rows/],
    [
      'one class',
      [
        { text: 'a', labels: { kind: 'x' } },
        { text: 'b', labels: { kind: 'x' } },
      ],
      /at least two classes.*"x"/,
    ],
    ['no label', [{ text: 'a', labels: {} }], /No row has a value for the target "kind"/],
  ])('refuses %s', async (_, rows, message) => {
    await expect(trainModel(rows, { targets: ['kind'] })).rejects.toThrow(message);
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    const training = trainModel(
      easyRows(300),
      { ...brief, epochs: 60 },
      ({ stage }) => {
        if (stage === 'epoch') controller.abort(new Error('enough'));
      },
      controller.signal,
    );
    await expect(training).rejects.toThrow('enough');
  });
});

describe('training from a model', () => {
  const source = { targets: ['colour', 'size'], epochs: 8, dimensions: 32 };

  it('keeps what the model knows of words, its dimensions included, and learns new targets and words', async () => {
    const { artifact: fromModel } = await trainModel(easyRows(240), source);
    const rows = Array.from({ length: 24 }, (_, index) => ({
      text: index % 2 === 0 ? 'a red teapot' : 'a blue kettle',
      labels: { kitchen: index % 2 === 0 ? 'tea' : 'coffee' },
    }));
    const { artifact, report } = await trainModel(rows, { targets: ['kitchen'], fromModel });
    const [known, learnt] = [await loadClassifier(fromModel), await loadClassifier(artifact)];
    expect(report.startedFrom?.modelId).toBe(known.id);
    expect(report.startedFrom?.features).toBeGreaterThan(0);
    expect(report.vocabulary).toBeGreaterThan(report.startedFrom?.features ?? 0);
    expect(learnt.dimensions).toBe(known.dimensions);
    expect(learnt.targets).toEqual([{ name: 'kitchen', labels: ['coffee', 'tea'] }]);
    const [first, second, onlyKnown] = await learnt.classify(['teapot', 'kettle', 'green']);
    expect(first?.predictions[0]?.label).toBe('tea');
    expect(second?.predictions[0]?.label).toBe('coffee');
    expect(onlyKnown?.outOfVocabularyShare).toBe(0);
    const again = await trainModel(rows, { targets: ['kitchen'], fromModel });
    expect(again.artifact.json).toBe(artifact.json);
  });

  it('has no more features than it may, those of its own texts first', async () => {
    const { artifact: fromModel } = await trainModel(easyRows(240), source);
    const rows = easyRows(60).map((row) => ({ ...row, text: `${row.text} xylophone` }));
    const { artifact, report } = await trainModel(rows, { targets: ['colour'], vocabulary: 80, fromModel });
    expect(report.vocabulary).toBe(80);
    const [answer] = await (await loadClassifier(artifact)).classify(['xylophone']);
    expect(answer?.outOfVocabularyShare).toBe(0);
  });

  it('refuses a model that was changed', async () => {
    const { artifact } = await trainModel(easyRows(60), source);
    const fromModel = { ...artifact, weights: artifact.weights.subarray(4) };
    await expect(trainModel(easyRows(60), { ...source, fromModel })).rejects.toThrow(/truncated/);
  });
});

it('learns from synthetic rows of rare labels, says how many there are, and counts them nowhere else', async () => {
  const rows = easyRows(120);
  const rare = Array.from({ length: 4 }, (_, index) => ({
    text: `a violet lamp number ${index}`,
    labels: { colour: 'violet' },
  }));
  const { artifact, report } = await trainModel([...rows, ...rare], {
    targets: ['colour'],
    epochs: 8,
    augmentBelow: 30,
  });
  const violet = report.syntheticRows.find(({ label }) => label === 'violet');
  expect(violet?.rows).toBeGreaterThanOrEqual(26);
  expect([report.trainingRows, report.calibrationRows]).toEqual([124, 124]);
  const description = JSON.parse(artifact.json.toString());
  expect(description.training.report.syntheticRows).toEqual(report.syntheticRows);
  const labels: string[] = description.targets[0].labels;
  expect(description.targets[0].prior[labels.indexOf('violet')]).toBeLessThan(0.05);
});
