import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { launchChromium } from './chromium.ts';

/** `npm run docs:screenshots`: the pictures of the console that the documentation shows, taken from the demo itself. */
const images = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const program = fileURLToPath(new URL('../../cli/src/signalbox.ts', import.meta.url));
const tickets = 120;
const viewport = { width: 1280, height: 800 };
const pictures = [
  { file: 'console.png', colorScheme: 'light' },
  { file: 'console-dark.png', colorScheme: 'dark' },
] as const;

/** The address with its token, once every ticket has gone through. Throws when the demo ends before that. */
async function consoleAddress(demo: ChildProcess): Promise<string> {
  if (demo.stdout === null) throw new Error('The demo has no output.');
  for await (const line of createInterface({ input: demo.stdout })) {
    const address = /console\s+(http\S+#token=[\w-]+)/.exec(line)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error(`The demo ended with ${demo.exitCode} before its tickets had gone through.`);
}

async function takePicture(
  browser: Browser,
  address: string,
  { file, colorScheme }: (typeof pictures)[number],
) {
  const context = await browser.newContext({ viewport, colorScheme, locale: 'en-GB', timezoneId: 'UTC' });
  try {
    const page = await context.newPage();
    await page.goto(address);
    await page.getByText('Live', { exact: true }).waitFor();
    const rows = page.getByRole('list', { name: 'Decisions, newest first' }).locator(':scope > li');
    await rows.filter({ hasText: 'Suggested' }).first().getByRole('link', { name: /^Open/ }).click();
    await page.locator('.pane').getByText('Words that made it say so').first().waitFor();
    await page.mouse.move(0, 0);
    await page.screenshot({ path: `${images}${file}` });
  } finally {
    await context.close();
  }
}

await mkdir(images, { recursive: true });
const demo = spawn(process.execPath, [program, 'demo', '--tickets', String(tickets)], {
  env: { ...process.env, NO_COLOR: '1' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const ended = once(demo, 'close');
try {
  const address = await consoleAddress(demo);
  demo.stdout?.resume();
  const browser = await launchChromium();
  try {
    for (const picture of pictures) await takePicture(browser, address, picture);
  } finally {
    await browser.close();
  }
} finally {
  demo.kill('SIGINT');
  await ended;
}
