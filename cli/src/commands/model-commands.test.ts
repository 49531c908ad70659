import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const program = fileURLToPath(new URL('../signalbox.ts', import.meta.url));
const shipped = fileURLToPath(
  new URL('../../../examples/data/it-tickets-topics-small.jsonl.gz', import.meta.url),
);

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command as a person runs it, in a process of its own. */
function signalbox(words: readonly string[], input = ''): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...words]);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.end(input);
  });
}

function lastJson({ stdout }: Outcome) {
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

let directory = '';
let data = '';
const model = () => join(directory, 'model');

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'signalbox-train-'));
  data = join(directory, 'tickets.csv');
  const rows = Array.from({ length: 120 }, (_, index) =>
    index % 2 === 0 ? `"printer ""P${index}"" jams, again",hardware` : `payroll form ${index} is wrong,hr`,
  );
  await writeFile(data, ['title,topic', ...rows, 'no topic here'].join('\n'));
  const trained = await signalbox([
    'train',
    '--data',
    data,
    '--text',
    'title',
    '--target',
    'category=topic',
    '--out',
    model(),
    '--json',
  ]);
  expect(trained.code).toBe(0);
  expect(trained.stderr).toContain('line 122: 1 columns instead of 2');
  expect(lastJson(trained)).toMatchObject({ rows: 120, badRows: 1, model: { backend: 'wasm' } });
}, 120_000);
afterAll(() => rm(directory, { recursive: true }));

describe('signalbox train', () => {
  it('writes a model of two files', async () => {
    const description = JSON.parse(await readFile(join(model(), 'model.json'), 'utf8'));
    expect(description.targets).toMatchObject([{ name: 'category', labels: ['hardware', 'hr'] }]);
  });

  it('says at once when nothing can be written there, and leaves no directory behind when it fails', async () => {
    const train = (more: readonly string[]) =>
      signalbox(['train', '--data', data, '--text', 'title', ...more]);
    const file = await train(['--target', 'topic', '--out', join(data, 'model')]);
    expect(file).toMatchObject({ code: 2, stdout: '' });
    expect(file.stderr).toContain(`Nothing can be written into the directory ${join(data, 'model')}`);
    expect(file.stderr).not.toContain('epoch');
    const failed = await train(['--target', 'nothing', '--out', join(directory, 'new', 'model')]);
    expect(failed.code).toBe(2);
    expect(existsSync(join(directory, 'new'))).toBe(false);
  });

  it('names the columns there are when one is missing', async () => {
    const outcome = await signalbox([
      'train',
      '--data',
      data,
      '--text',
      'body',
      '--target',
      'topic',
      '--out',
      model(),
    ]);
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain('no column "body"; it has the columns title, topic');
  });

  it('fails on a bad row when told to be strict, and on one class', async () => {
    const words = ['train', '--data', data, '--text', 'title', '--target', 'topic', '--out', model()];
    const strict = await signalbox([...words, '--strict']);
    expect(strict.code).not.toBe(0);
    expect(strict.stderr).toContain('line 122');
    const single = await signalbox([...words, '--where', 'topic=hr']);
    expect(single.code).toBe(2);
    expect(single.stderr).toContain('at least two classes');
  });
});

describe("a model's card", () => {
  const card = () => readFile(join(model(), 'model-card.md'), 'utf8');
  const measure = (where: string) =>
    signalbox([
      ...['evaluate', '--model', model(), '--data', data, '--text', 'title', '--target', 'topic'],
      ...['--where', where, '--card'],
    ]);

  it('is written by train, with the data it learnt from and what people say of it', async () => {
    expect(await card()).toContain('_Not stated._');
    const about = join(directory, 'about.json');
    await writeFile(
      about,
      JSON.stringify({ title: 'two topics', data: { name: 'made up', licence: 'CC0' } }),
    );
    const words = ['train', '--data', data, '--text', 'title', '--target', 'topic', '--epochs', '1'];
    const told = join(directory, 'told');
    expect((await signalbox([...words, '--out', told, '--about', about])).code).toBe(0);
    const written = await readFile(join(told, 'model-card.md'), 'utf8');
    expect(written).toContain('# Model card: two topics');
    expect(written).toMatch(/\| file \| tickets\.csv, [\d,]+ bytes, SHA-256 `[0-9a-f]{64}` \|/);
    expect(written).toContain('| licence of the data | CC0 |');
    expect(written).not.toContain('| started from |');
    const further = join(directory, 'further');
    expect((await signalbox([...words, '--out', further, '--from-model', told])).code).toBe(0);
    const id = JSON.parse(await readFile(join(told, 'model.json'), 'utf8')).checksum.slice(0, 16);
    expect(await readFile(join(further, 'model-card.md'), 'utf8')).toContain(
      `| started from | model \`${id}\``,
    );
    await writeFile(about, JSON.stringify({ titel: 'x' }));
    const wrong = await signalbox([...words, '--out', told, '--about', about]);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('Unrecognized key: "titel"')]);
  });

  it('takes no figures from rows the model has learnt from', async () => {
    const before = await card();
    const outcome = await measure('topic=hr');
    expect([outcome.code, outcome.stderr]).toEqual([2, expect.stringContaining('has learnt from')]);
    expect(await card()).toBe(before);
  });

  it('takes figures from other rows', async () => {
    const others = join(directory, 'others.csv');
    const rows = Array.from({ length: 30 }, (_, index) => `another payroll case ${index} came up,hr`);
    await writeFile(others, ['title,topic', ...rows].join('\n'));
    const outcome = await signalbox([
      ...['evaluate', '--model', model(), '--data', others, '--text', 'title', '--target', 'topic', '--card'],
    ]);
    expect(outcome.code).toBe(0);
    expect(await card()).toMatch(/On 30 rows of others\.csv/);
  });
});

describe('signalbox evaluate', () => {
  it('prints the metrics by column as one JSON object', async () => {
    const outcome = await signalbox([
      'evaluate',
      '--model',
      model(),
      '--data',
      data,
      '--text',
      'title',
      '--target',
      'topic',
      '--json',
    ]);
    expect(outcome.code).toBe(0);
    const evaluation = lastJson(outcome);
    expect(evaluation.rows).toBe(120);
    expect(Object.keys(evaluation.targets)).toEqual(['topic']);
    expect(evaluation.targets.topic.accuracy).toBeGreaterThan(0.95);
    expect(Object.keys(evaluation.targets.topic).sort()).toEqual([
      'accuracy',
      'accuracyAtCoverage',
      'coverageAtAccuracy',
      'ece',
      'eceNull95',
      'macroF1',
    ]);
    expect(evaluation.model).toMatchObject({ id: expect.stringMatching(/^[0-9a-f]{16}$/), backend: 'wasm' });
  });

  it('measures the shipped model on shipped tickets that it never saw', async () => {
    const outcome = await signalbox([
      'evaluate',
      '--model',
      'default',
      '--data',
      shipped,
      '--text',
      'text',
      '--target',
      'category=label',
      '--where',
      'split=dev',
      '--json',
    ]);
    const share = z.number().min(0).max(1);
    const shape = z.strictObject({
      rows: z.literal(800),
      targets: z.strictObject({
        label: z.strictObject({
          accuracy: z.number().gt(0.83).max(1),
          macroF1: z.number().gt(0.83).max(1),
          ece: share,
          eceNull95: share,
          accuracyAtCoverage: z.strictObject({ '0.8': share, '0.9': share }),
          coverageAtAccuracy: z.strictObject({ '0.95': share }),
          outOfScope: z.unknown().optional(),
        }),
      }),
      textsPerSecond: z.number().positive(),
      latencyMs: z.strictObject({ p50: z.number().positive(), p99: z.number().positive() }),
      model: z.strictObject({
        id: z.string().regex(/^[0-9a-f]{16}$/),
        bytes: z.number().positive(),
        backend: z.enum(['wasm', 'cpu', 'native']),
      }),
    });
    expect(shape.safeParse(lastJson(outcome)).error).toBeUndefined();
  });

  it('gives people every figure with its interval', async () => {
    const words = ['evaluate', '--model', model(), '--data', data, '--text', 'title', '--target', 'topic'];
    const { code, stdout, stderr } = await signalbox(words);
    expect(code).toBe(0);
    expect(stdout).toMatch(/accuracy +\d+\.\d % \(\d+\.\d to \d+\.\d\)/);
    expect(stdout).toMatch(/macro-F1 +\d\.\d+ \(\d\.\d+ to \d\.\d+\)/);
    expect(stderr).toContain('120 rows evaluated, 1 left out');
  });

  it('draws reliability, coverage and precision against recall', async () => {
    const plots = join(directory, 'plots');
    const words = ['evaluate', '--model', model(), '--data', data, '--text', 'title', '--target', 'topic'];
    expect((await signalbox([...words, '--plot', plots])).code).toBe(0);
    const names = ['topic-coverage.svg', 'topic-precision-recall.svg', 'topic-reliability.svg'];
    expect((await readdir(plots)).sort()).toEqual(names);
    const [coverage] = names.map((name) => readFile(join(plots, name), 'utf8'));
    expect(await coverage).toMatch(/^<svg xmlns=.*<\/svg>\n$/s);
    const refused = await signalbox([...words, '--plot', data]);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining(data)]);
  });

  it('says which targets the model has', async () => {
    const outcome = await signalbox([
      'evaluate',
      '--model',
      'default',
      '--data',
      data,
      '--text',
      'title',
      '--target',
      'group=topic',
    ]);
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain('no target "group"; it has category');
  });
});

describe('signalbox classify', () => {
  it('answers each readable line in order, reports the others with their line, and fails at the end', async () => {
    const input = [
      '{"id":7,"title":"the printer jams"}',
      '{"title":',
      '{"title":3}',
      '{"body":"x"}',
      '{"title":"payroll form"}',
    ].join('\n');
    const outcome = await signalbox(['classify', '--model', model(), '--text', 'title'], input);
    expect(outcome.code).toBe(1);
    const answers = outcome.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers.map(({ line, id, predictions }) => [line, id, predictions[0].label])).toEqual([
      [1, 7, 'hardware'],
      [5, undefined, 'hr'],
    ]);
    expect(outcome.stderr.trim().split('\n')).toEqual([
      'line 2: not valid JSON',
      'line 3: "title" is not a string',
      'line 4: no "title"',
    ]);
  });

  it('masks first, and explains with places in the masked text and in the original', async () => {
    const original = 'laptop of bob@example.com is broken';
    const outcome = await signalbox(['classify', '--explain'], `${JSON.stringify({ text: original })}\n`);
    expect(outcome.code).toBe(0);
    const answer = lastJson(outcome);
    expect(answer.maskedText).toBe('laptop of [EMAIL_1] is broken');
    const { evidence } = answer.predictions[0];
    expect(evidence.length).toBeGreaterThan(1);
    for (const { text, start, end, original: place } of evidence) {
      expect(answer.maskedText.slice(start, end)).toBe(text);
      const written = original.slice(place.start, place.end);
      expect(written).toBe(text === '[EMAIL_1]' ? 'bob@example.com' : text);
    }
  });

  it('says where it looked when there is no model', async () => {
    const outcome = await signalbox(['classify', '--model', join(directory, 'nothing')]);
    expect(outcome.code).not.toBe(0);
    expect(outcome.stderr).toContain('There is no model in');
  });
});
