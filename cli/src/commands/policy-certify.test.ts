import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { certificateSchema } from '@signalbox/triage/schema';
import { afterAll, beforeAll, expect, it } from 'vitest';

const program = fileURLToPath(new URL('../signalbox.ts', import.meta.url));
const shipped = fileURLToPath(
  new URL('../../../examples/data/it-tickets-topics-small.jsonl.gz', import.meta.url),
);

let directory = '';

/** In a process of its own, as a person runs it. */
function signalbox(...words: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [program, ...words],
      { cwd: directory, maxBuffer: 64e6 },
      (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
  });
}

const lastJson = ({ stdout }: { stdout: string }) => JSON.parse(stdout.trim().split('\n').at(-1) ?? '');

const certifyModel = (...words: string[]) =>
  signalbox(
    'policy',
    'certify',
    '--model',
    'model',
    '--data',
    'parts.jsonl',
    '--part',
    'part',
    '--text',
    'text',
    '--target',
    'label',
    ...words,
  );

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'signalbox-certify-'));
  const split = await signalbox(
    'split',
    '--data',
    shipped,
    '--text',
    'text',
    '--out',
    'parts.jsonl',
    '--json',
  );
  expect(split.code).toBe(0);
  const { rows, parts } = lastJson(split);
  expect(parts.train + parts.calibrate + parts.certify + parts.report).toBe(rows);
  const trained = await signalbox(
    ...['train', '--data', 'parts.jsonl', '--where', 'part=train', '--text', 'text'],
    ...['--target', 'category=label', '--out', 'model', '--epochs', '6'],
  );
  expect(trained.code).toBe(0);
}, 180_000);
afterAll(() => rm(directory, { recursive: true }));

it('writes a certificate, says what it covers on other rows, and shows the whole trade-off', {
  timeout: 60_000,
}, async () => {
  const outcome = await certifyModel('--alpha', '0.1', '--out', 'certificate.json', '--json');
  expect(outcome.code).toBe(0);
  const { certificate, targets, parts } = lastJson(outcome);
  const written = certificateSchema.parse(
    JSON.parse(await readFile(join(directory, 'certificate.json'), 'utf8')),
  );
  expect(written).toEqual(certificate);
  expect(written.promise).toEqual({ alpha: 0.1, delta: 0.05, perTicketAlpha: 0.1 });
  const { report, curve, labels, groups } = targets.label;
  expect(report.rows).toBe(parts.report);
  expect(report.coverage).toBeGreaterThan(0.3);
  expect(report.coverage).toBeCloseTo(report.applied / report.rows, 12);
  expect(curve.at(-1).coverage).toBeGreaterThan(0.9);
  expect(labels).toHaveLength(8);
  for (const group of groups) if (group.threshold !== null) expect(group.bound).toBeLessThanOrEqual(0.1);
});

it('counts another choice on the same rows, and the same choice once', { timeout: 60_000 }, async () => {
  const promised = async (...words: string[]) => {
    const { certificate } = lastJson(await certifyModel('--ledger', 'counted.jsonl', '--json', ...words));
    return [certificate.choices.length, certificate.promise.delta];
  };
  expect(await promised('--alpha', '0.1')).toEqual([1, 0.05]);
  expect(await promised('--alpha', '0.1')).toEqual([1, 0.05]);
  expect(await promised('--alpha', '0.05')).toEqual([2, 0.1]);
  const said = await certifyModel('--ledger', 'counted.jsonl', '--alpha', '0.05');
  expect(said.stdout).toContain('2 choices were made on these rows');
  expect(said.stdout).toContain('with confidence 90.0 %');
});

it('refuses rows that the model has learnt from', async () => {
  const outcome = await signalbox(
    ...['policy', 'certify', '--model', 'model', '--data', 'parts.jsonl', '--where', 'part=train'],
    ...['--text', 'text', '--target', 'label'],
  );
  expect(outcome.code).toBe(2);
  expect(outcome.stderr).toContain('rows the model has learnt from');
});

it('says what is wrong with what it was given', async () => {
  expect((await certifyModel('--alpha', '3')).stderr).toContain('Write a share between 0 and 1, like 0.03.');
  expect((await certifyModel('--time', 'created')).stderr).toContain('The data has no column "created"');
  expect((await certifyModel('--site', 'support')).stderr).toContain('Write --config FILE.');
  const small = await certifyModel('--where', 'id=nobody');
  expect(small.stderr).toContain('No row has id=nobody.');
});
