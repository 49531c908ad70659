import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { collectComplaints, sidewaysScroll, violations } from './inspect-page.ts';

const program = fileURLToPath(new URL('../../cli/src/signalbox.ts', import.meta.url));
/** Throws when the command fails. */
const signalbox = (...words: string[]) => promisify(execFile)(process.execPath, [program, ...words]);

let directory = '';
let browser: Browser;
const page = () => pathToFileURL(join(directory, 'report', 'report.html')).href;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'signalbox-report-'));
  const data = join(directory, 'tickets.csv');
  const texts = [
    ['my laptop is broken, mail bob@example.com', 'Hardware', 'Vienna'],
    ['<img src=x onerror=alert(1)> laptop <b>battery</b>', 'Storage', '<script>alert(2)</script>'],
    ['please order a new monitor', 'Purchase', 'Graz'],
    ['access to the shared drive', 'Access', 'Graz'],
  ];
  const rows = Array.from({ length: 40 }, (_, index) => texts[index % texts.length] ?? []);
  await writeFile(
    data,
    ['text,label,city', ...rows.map((row) => row.map((cell) => `"${cell}"`).join(','))].join('\n'),
  );
  const words = ['--model', 'default', '--data', data, '--text', 'text', '--target', 'label'];
  const report = ['--segment', 'city', '--out', join(directory, 'report')];
  await signalbox('report', ...words, ...report);
  await signalbox('evaluate', ...words, '--plot', join(directory, 'plots'));
  browser = await launchChromium();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await rm(directory, { recursive: true });
});

describe.each(['light', 'dark'] as const)("a model's report in the %s theme", (colorScheme) => {
  it('is accessible, complains of nothing, asks nobody, and fits a phone', async () => {
    const context = await browser.newContext({ colorScheme, viewport: { width: 1_000, height: 700 } });
    const opened = await context.newPage();
    const complaints = collectComplaints(opened);
    const requests: string[] = [];
    opened.on('request', (request) => requests.push(request.url()));
    await opened.goto(page());
    expect(await violations(opened)).toEqual([]);
    await opened.setViewportSize({ width: 320, height: 700 });
    expect(await sidewaysScroll(opened)).toBe(0);
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([page()]);
    await context.close();
  });
});

it('opens an error with the keyboard, and shows masked text as text', async () => {
  const opened = await browser.newPage();
  await opened.goto(page());
  const error = opened.locator('details', { hasText: 'battery' }).first();
  await error.locator('summary').focus();
  await opened.keyboard.press('Enter');
  await expect.poll(() => error.locator('blockquote').isVisible()).toBe(true);
  expect(await error.locator('blockquote').textContent()).toBe(
    '<img src=x onerror=alert(1)> laptop <b>battery</b>',
  );
  expect(await opened.locator('img, script').count()).toBe(0);
  expect(await opened.content()).not.toContain('bob@example.com');
  await opened.close();
});

it('has the same in JSON', async () => {
  const report = JSON.parse(await readFile(join(directory, 'report', 'report.json'), 'utf8'));
  const { labels, segments, confusion, errors, metrics } = report.targets.label;
  expect(report).toMatchObject({ rows: 40, file: { name: 'tickets.csv' } });
  expect(labels.map(({ label }: { label: string }) => label)).toEqual(
    expect.arrayContaining(['Hardware', 'Storage', 'Purchase', 'Access']),
  );
  expect(segments.city.map(({ value, rows }: { value: string; rows: number }) => [value, rows])).toEqual([
    ['Graz', 20],
    ['<script>alert(2)</script>', 10],
    ['Vienna', 10],
  ]);
  const cells: { truth: string; label: string; rows: number }[] = confusion;
  const sum = (chosen: typeof cells) => chosen.reduce((total, { rows }) => total + rows, 0);
  expect(sum(cells)).toBe(40);
  expect(sum(cells.filter(({ truth, label }) => truth === label)) / 40).toBe(metrics.accuracy);
  expect(errors[0].words.length).toBeGreaterThan(0);
});

it('has charts that are XML of their own', async () => {
  const opened = await browser.newPage();
  for (const name of await readdir(join(directory, 'plots'))) {
    const svg = await readFile(join(directory, 'plots', name), 'utf8');
    const root = await opened.evaluate(
      (source) => new DOMParser().parseFromString(source, 'image/svg+xml').documentElement.nodeName,
      svg,
    );
    expect([name, root]).toEqual([name, 'svg']);
  }
  await opened.close();
});
