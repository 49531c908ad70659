import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createApiClient, decisionDetailSchema, decisionPageSchema } from '@signalbox/console';
import type { Browser } from 'playwright-core';
import { launchChromium } from './chromium.ts';

/** `npm run docs:screenshots`: the pictures of the console that the documentation shows, taken from the demo itself. */
const images = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const program = fileURLToPath(new URL('../../cli/src/signalbox.ts', import.meta.url));
const tickets = 120;
const tellingWord = 'laptop';
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

/** The suggestion on a ticket that every reader understands; any other where the tickets are not those of today. */
async function tellingReceipt(address: string): Promise<string> {
  const [, baseUrl = '', token = ''] = /^(.*)console\/#token=(.+)$/.exec(address) ?? [];
  const client = createApiClient({ baseUrl, token });
  const { items } = await client.read('api/v1/decisions?route=suggest', decisionPageSchema);
  const details = await Promise.all(
    items.map(({ receiptId }) => client.read(`api/v1/decisions/${receiptId}`, decisionDetailSchema)),
  );
  const telling = details.find(({ maskedText }) => maskedText?.includes(tellingWord)) ?? details[0];
  if (telling === undefined) throw new Error('The demo made no suggestion.');
  return telling.receipt.id;
}

async function takePicture(
  browser: Browser,
  address: string,
  receiptId: string,
  { file, colorScheme }: (typeof pictures)[number],
): Promise<void> {
  const context = await browser.newContext({ viewport, colorScheme, locale: 'en-GB', timezoneId: 'UTC' });
  try {
    const page = await context.newPage();
    await page.goto(address);
    await page.getByText('Live', { exact: true }).waitFor();
    await page.evaluate((hash) => window.location.assign(hash), `#/line/${receiptId}`);
    await page.locator('.pane').getByText('Words that made it say so').first().waitFor();
    // Whoever opens it with the mouse sees no focus ring.
    await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
    await page.evaluate(() => document.fonts.ready);
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
    const receiptId = await tellingReceipt(address);
    for (const picture of pictures) await takePicture(browser, address, receiptId, picture);
  } finally {
    await browser.close();
  }
} finally {
  demo.kill('SIGINT');
  await ended;
}
