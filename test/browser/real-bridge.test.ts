import { createHmac } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { testToken } from '@signalbox/bridge/testing';
import { consoleDirectory } from '@signalbox/console';
import { type Classifier, defaultModelDirectory, loadClassifier } from '@signalbox/triage/model';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realTickets } from '../bench/tickets.ts';
import { ourEffects } from '../support/effects.ts';
import { eventually } from '../support/eventually.ts';
import { type Line, startLine } from '../support/line.ts';
import { type JiraVendor, type ServiceNowVendor, startVendors } from '../support/vendors.ts';
import { launchChromium } from './chromium.ts';
import { collectComplaints, sidewaysScroll, violations } from './inspect-page.ts';

/** Pictures to look at; not kept under version control. */
const pictures = new URL('../../coverage/console/', import.meta.url).pathname;

let browser: Browser;
let classifier: Classifier;
let jira: JiraVendor;
let servicenow: ServiceNowVendor;
let line: Line;

beforeAll(async () => {
  await mkdir(pictures, { recursive: true });
  [browser, classifier, { jira, servicenow }] = await Promise.all([
    launchChromium(),
    loadClassifier(defaultModelDirectory),
    startVendors(),
  ]);
  line = await startLine([jira, servicenow], { classifier, consoleDirectory: await consoleDirectory() });
});

afterAll(async () => {
  await browser?.close();
  await line?.stop();
  await Promise.all([jira, servicenow].map((vendor) => vendor?.served.close()));
  classifier?.dispose();
});

/** The console as an administrator opens it. */
async function open(hash: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  const page = await context.newPage();
  const complaints = collectComplaints(page);
  await page.addInitScript((token) => sessionStorage.setItem('signalbox.token', token), testToken('admin'));
  await page.goto(`${line.bridge.address}/console/#${hash}`);
  await page.getByText('Live', { exact: true }).waitFor();
  return { page, complaints, context };
}

const rowsOf = (page: Page) =>
  page.getByRole('list', { name: 'Decisions, newest first' }).locator(':scope > li');

let created = 0;
/** Real tickets, to each vendor in turn. */
async function createTickets(count: number): Promise<void> {
  const tickets = (await realTickets(created + count)).slice(created);
  for (const [index, { summary, description }] of tickets.entries()) {
    const { sandbox } = (created + index) % 2 === 0 ? jira : servicenow;
    await sandbox.createTicket({ summary, description });
  }
  created += count;
}

/** A webhook that Jira signed, in a form that nobody knows. */
async function sendUnknownWebhook(number: number): Promise<void> {
  const body = JSON.stringify({ hello: number });
  const signature = createHmac('sha256', jira.sandbox.webhookSecret).update(body).digest('hex');
  const response = await fetch(`${line.bridge.address}/webhooks/jira`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature': `sha256=${signature}` },
    body,
  });
  expect(response.status).toBe(202);
}

const effects = () => ourEffects(jira.sandbox).length + ourEffects(servicenow.sandbox).length;

describe('the console on a real bridge', { timeout: 60_000 }, () => {
  it('shows an empty line, then tickets as they arrive, without being asked', async () => {
    const { page, complaints, context } = await open('/line');
    await page.getByRole('heading', { name: 'No tickets yet' }).waitFor();
    await page.screenshot({ path: join(pictures, 'real-empty.png') });
    await createTickets(24);
    await eventually('all tickets shown', async () => (await rowsOf(page).count()) === 24);
    const written = rowsOf(page).filter({ hasText: 'Written' });
    await eventually('writes shown', async () => (await written.count()) > 5);
    expect(await page.getByText(/No model is loaded/).count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('opens a ticket with the words that made the model say so', async () => {
    const { page, complaints, context } = await open('/line');
    await rowsOf(page)
      .filter({ has: page.getByText('Applied', { exact: true }) })
      .first()
      .locator('[data-row]')
      .press('Enter');
    const pane = page.locator('.pane');
    await pane.getByText('Words that made it say so').first().waitFor();
    const marked = await pane.locator('mark.sb-mark-for').allTextContents();
    expect(marked.length).toBeGreaterThan(0);
    const [first = ''] = await pane.locator('.sb-word-for .sb-word-text').allTextContents();
    expect(marked.map((word) => word.toLowerCase())).toContain(first.toLowerCase());
    expect(await pane.getByText('Writes', { exact: true }).count()).toBe(1);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('stops every write by keyboard, and lets them go on', async () => {
    await line.untilDone(created);
    const { page, complaints, context } = await open('/line');
    await page.getByRole('button', { name: 'Writing allowed' }).press('Enter');
    await page.getByRole('button', { name: 'Pause writing: All sites' }).press('Enter');
    await page.keyboard.type('Wrong categories since noon');
    await page.keyboard.press('Enter');
    await page.locator('.pause-banner').waitFor();
    const before = effects();

    await createTickets(12);
    const held = rowsOf(page).filter({ hasText: 'Held: writing is paused' });
    await eventually('tickets decided and held', async () => (await line.decisions()).length >= created);
    await eventually('held writes shown', async () => (await held.count()) > 2);
    await page.screenshot({ path: join(pictures, 'real-paused.png') });
    expect(await violations(page)).toEqual([]);
    expect(effects()).toBe(before);

    await page.getByRole('button', { name: 'Resume writing: All sites' }).press('Enter');
    await page.keyboard.press('Enter');
    await eventually('no write is held any more', async () => (await held.count()) === 0);
    await line.untilDone(created);
    expect(effects()).toBeGreaterThan(before);
    expect(await page.locator('.pause-banner').count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('shows a webhook that nobody understood, replays it in vain, and drops it', async () => {
    const { page, complaints, context } = await open('/trouble');
    await page.getByText('No dead letters.').waitFor();
    await sendUnknownWebhook(1);
    const letters = page.locator('.letter');
    await eventually('the dead letter is shown', async () => (await letters.count()) === 1);
    await page.getByRole('button', { name: /^Replay dead letter/ }).click();
    await letters.getByText(/still not understood/).waitFor();
    await page.screenshot({ path: join(pictures, 'real-dead-letter.png') });
    await page.getByRole('button', { name: /^Drop dead letter/ }).click();
    await page.getByRole('button', { name: 'Drop for good' }).click();
    await page.getByText('No dead letters.').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('reads a site by search when told to, and says what that proves', async () => {
    const { page, complaints, context } = await open('/sites');
    await page.getByRole('button', { name: 'Read now: jira' }).click();
    await page.getByText('Every ticket that the service desk counts was handed over.').waitFor();
    expect(await page.getByText('asked for by admin').count()).toBe(1);
    const model = page.locator('.checks li').filter({ hasText: 'Model' });
    expect(await model.textContent()).toContain('Ready');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it.each(['light', 'dark'] as const)(
    'has nothing for axe to find, in the %s scheme',
    async (colorScheme) => {
      await sendUnknownWebhook(colorScheme === 'light' ? 2 : 3);
      const receiptId = (await line.decisions()).find(({ route }) => route === 'suggest')?.receiptId;
      const views = { line: '/line', ticket: `/line/${receiptId}`, sites: '/sites', trouble: '/trouble' };
      for (const width of [1280, 320]) {
        const { page, complaints, context } = await open('/line', {
          colorScheme,
          viewport: { width, height: width === 320 ? 700 : 900 },
        });
        for (const [name, hash] of Object.entries(views)) {
          await page.goto(`${line.bridge.address}/console/#${hash}`);
          await page.getByRole('heading', { level: 2 }).first().waitFor();
          await page.waitForFunction(() => document.querySelector('.skeleton') === null);
          expect(await violations(page)).toEqual([]);
          expect(await sidewaysScroll(page)).toBe(0);
          await page.screenshot({
            path: join(pictures, `real-${name}-${colorScheme}-${width}.png`),
            fullPage: width === 320,
          });
        }
        expect(complaints).toEqual([]);
        await context.close();
      }
    },
  );
});

describe('without a model', () => {
  it('says on the line that every ticket goes to people, and stays ready', { timeout: 60_000 }, async () => {
    const bare = await startLine([jira], { classifier: null, consoleDirectory: await consoleDirectory() });
    try {
      expect((await bare.bridge.request('/readyz')).status).toBe(200);
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(`${bare.bridge.address}/console/#token=${testToken('viewer')}`);
      await page.getByText(/No model is loaded: every ticket goes to people/).waitFor();
      await page.screenshot({ path: join(pictures, 'real-no-model.png') });
      await page.goto(`${bare.bridge.address}/console/#/sites`);
      await page.getByText('Not read yet.').waitFor();
      expect(await page.getByRole('button', { name: /^Read now/ }).count()).toBe(0);
      expect(await violations(page)).toEqual([]);
      await context.close();
    } finally {
      await bare.stop();
    }
  });
});
