import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { busyState, decisionOf, emptyState } from './console-fixture.ts';
import { type FakeBridge, type FakeState, startFakeBridge, token } from './fake-bridge.ts';
import { collectComplaints, sidewaysScroll, violations } from './inspect-page.ts';

const now = Date.now();
/** Pictures to look at; not kept under version control. */
const pictures = new URL('../../coverage/console/', import.meta.url).pathname;

/** A browser on a busy machine takes its time. */
const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 10_000 });

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
  await mkdir(pictures, { recursive: true });
});
afterAll(async () => {
  await browser?.close();
});

interface Visit {
  readonly page: Page;
  readonly bridge: FakeBridge;
  /** What the page complained about: exceptions and violations of its content security policy. */
  readonly complaints: string[];
}

/** What to close after a test. */
const leaving: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const leave of leaving.splice(0)) await leave();
});

async function visit(state: FakeState, hash = '/line', options: BrowserContextOptions = {}): Promise<Visit> {
  const bridge = await startFakeBridge(state);
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  const page = await context.newPage();
  const complaints = collectComplaints(page);
  await page.addInitScript((held) => sessionStorage.setItem('signalbox.token', held), token);
  await page.goto(`${bridge.url}/console/#${hash}`);
  leaving.push(async () => {
    await context.close();
    await bridge[Symbol.asyncDispose]();
  });
  return { page, bridge, complaints };
}

const rowsOf = (page: Page) =>
  page.getByRole('list', { name: 'Decisions, newest first' }).locator(':scope > li');

/** What loads above may push a row away from under a pointer that does not move. */
async function untilItStays(row: Locator): Promise<void> {
  let last: number | undefined;
  let unmoved = 0;
  await eventually(async () => {
    const top = (await row.boundingBox())?.y;
    unmoved = top !== undefined && top === last ? unmoved + 1 : 0;
    last = top;
    return unmoved;
  }).toBeGreaterThan(10);
}

describe.each(['light', 'dark'] as const)('the console in the %s scheme', (colorScheme) => {
  it.each([
    ['line', busyState(60, now), '/line', 'Decisions'],
    ['ticket', busyState(60, now), '/line/receipt-1999', 'Words that made it say so'],
    ['sites', busyState(60, now), '/sites', 'Governor'],
    ['trouble', busyState(60, now), '/trouble', 'Dead letters'],
    ['empty', emptyState(now), '/line', 'No tickets yet'],
  ] as const)('has nothing for axe to find: %s', async (name, state, hash, heading) => {
    const there = await visit(state, hash, { colorScheme });
    await there.page.getByRole('heading', { name: heading }).first().waitFor();
    await there.page.getByText('Live', { exact: true }).waitFor();
    expect(await violations(there.page)).toEqual([]);
    expect(there.complaints).toEqual([]);
    await there.page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`) });
  });

  it.each([320, 768])('fits %i pixels without scrolling sideways', async (width) => {
    const state = busyState(20, now);
    const [first] = state.decisions;
    if (first) first.ticketKey = `VERYLONGPROJECTKEY${'X'.repeat(80)}-1`;
    for (const hash of ['/line', '/line/receipt-1999', '/sites', '/trouble']) {
      const there = await visit(state, hash, { colorScheme, viewport: { width, height: 800 } });
      await there.page.getByText('Live', { exact: true }).waitFor();
      await there.page.getByRole('heading', { level: 2 }).first().waitFor();
      expect(await sidewaysScroll(there.page)).toBe(0);
      expect(await violations(there.page)).toEqual([]);
    }
  });
});

describe('what goes through the line', () => {
  it('appears by itself, with its route in words and the fate of its write', async () => {
    const there = await visit(busyState(10, now));
    await eventually(() => rowsOf(there.page).count()).toBe(10);
    there.bridge.state.decisions.unshift({ ...decisionOf(2003, now), ticketKey: 'IT-7777' });
    there.bridge.send('ticket.decided', {
      site: 'support',
      ticketKey: 'IT-7777',
      at: new Date(now).toISOString(),
    });
    const row = rowsOf(there.page).first();
    await eventually(() => row.textContent()).toContain('IT-7777');
    expect(await row.textContent()).toContain('Escalated');
    expect(await row.textContent()).toContain('Written');
    expect(await row.getByRole('link', { name: /^IT-7777/ }).getAttribute('href')).toMatch(/^https:\/\//);
  });

  it('does not move under the pointer, and says how much waits', async () => {
    const there = await visit(busyState(10, now));
    const row = rowsOf(there.page).nth(2);
    await untilItStays(row);
    await row.hover();
    there.bridge.state.decisions.unshift(decisionOf(2001, now), decisionOf(2002, now));
    there.bridge.send('ticket.decided', {});
    await there.page.getByText('Show 2 new decisions').click();
    await eventually(() => rowsOf(there.page).count()).toBe(12);
  });

  it('goes on to thousands of rows', { timeout: 60_000 }, async () => {
    const there = await visit(busyState(2_000, now));
    await eventually(() => rowsOf(there.page).count()).toBe(50);
    for (let count = 150; count < 2_000; count += 100) {
      await there.page.getByRole('button', { name: 'Show older decisions' }).click();
      await eventually(() => rowsOf(there.page).count()).toBe(count);
    }
    await there.page.getByRole('button', { name: 'Show older decisions' }).click();
    await there.page.getByText('All 2,000 shown').waitFor();
    const keys = await rowsOf(there.page).locator('.key-text').allTextContents();
    expect(new Set(keys).size).toBe(2_000);
  });

  it('shows the fate of a write on a row far down as well', { timeout: 60_000 }, async () => {
    const state = busyState(500, now);
    const there = await visit(state);
    for (const count of [150, 250, 350, 450]) {
      await there.page.getByRole('button', { name: 'Show older decisions' }).click();
      await eventually(() => rowsOf(there.page).count()).toBe(count);
    }
    const [item] = state.decisions.slice(400).filter((one) => one.actions[0]?.status === 'pending');
    if (item === undefined) throw new Error('The fixture has no write that waits.');
    const row = rowsOf(there.page).filter({ hasText: item.ticketKey });
    expect(await row.textContent()).toContain('Waiting to be written');
    item.actions = item.actions.map((action) => ({ ...action, status: 'applied' }));
    there.bridge.send('action.written', { site: item.site, ticketId: item.ticketId });
    await eventually(() => row.textContent()).toContain('Written');
    expect(await rowsOf(there.page).count()).toBe(450);
  });

  it('is narrowed by route and key, and the address carries that', async () => {
    const there = await visit(busyState(40, now));
    await there.page.getByText('Escalated', { exact: true }).first().waitFor();
    await there.page.getByRole('radio', { name: 'Escalated' }).check({ force: true });
    await eventually(() => rowsOf(there.page).count()).toBe(5);
    expect(there.page.url()).toContain('route=escalate');
    await there.page.getByRole('searchbox', { name: 'Ticket key' }).fill('nothing like it');
    await there.page.getByText('No decision matches these filters.').waitFor();
  });
});

describe('a ticket', () => {
  it('opens beside the line by keyboard, and Escape gives the focus back', async () => {
    const there = await visit(busyState(10, now));
    await rowsOf(there.page).first().locator('[data-row]').focus();
    await there.page.keyboard.press('ArrowDown');
    await there.page.keyboard.press('Enter');
    const pane = there.page.locator('.pane');
    await pane.getByText('Words that made it say so').first().waitFor();
    expect(there.page.url()).toContain('#/line/receipt-1999');
    expect(await rowsOf(there.page).count()).toBe(10);
    expect(await pane.locator('mark').count()).toBeGreaterThan(0);
    const said = await pane.innerText();
    expect(said).toContain(
      'The model thinks of Internal Project. The service desk does not offer that, or no longer',
    );
    expect(said).toMatch(
      /offers Payroll, Facilities, Travel, Printing, Telephony,? and Badges\. The model has not learnt/,
    );
    await there.page.keyboard.press('Escape');
    await eventually(() => pane.count()).toBe(0);
    expect(await there.page.evaluate(() => document.activeElement?.id)).toBe('open-receipt-1999');
  });

  it('says so when it is no longer there', async () => {
    const there = await visit(busyState(3, now), '/line/receipt-gone');
    await there.page.getByText('This decision is no longer there.').waitFor();
  });
});

describe('the kill switch', () => {
  it('is turned by keyboard alone and says that nothing is written', async () => {
    const there = await visit(busyState(3, now));
    await there.page.getByRole('button', { name: 'Writing allowed' }).press('Enter');
    await there.page.getByRole('button', { name: 'Pause writing: All sites' }).press('Enter');
    await there.page.keyboard.type('Wrong categories since noon');
    await there.page.keyboard.press('Enter');
    const banner = there.page.locator('.pause-banner');
    await banner.waitFor();
    expect(await banner.textContent()).toMatch(
      /Paused: nothing is written\..*Wrong categories since noon.*Ada/,
    );
    expect(there.bridge.sent).toEqual([
      {
        method: 'POST',
        path: '/switch',
        body: { site: null, isPaused: true, reason: 'Wrong categories since noon' },
      },
    ]);
    expect(await violations(there.page)).toEqual([]);
    await there.page.getByRole('button', { name: 'Resume writing: All sites' }).press('Enter');
    await there.page.keyboard.press('Enter');
    await eventually(() => banner.count()).toBe(0);
  });

  it('stops one site and leaves the others', async () => {
    const there = await visit(busyState(3, now));
    await there.page.getByRole('button', { name: 'Writing allowed' }).click();
    await there.page.getByRole('button', { name: 'Pause writing: support' }).click();
    await there.page.keyboard.press('Enter');
    await there.page.getByRole('button', { name: 'Writing paused at 1 site' }).waitFor();
  });
});

describe('sites', () => {
  it('show the governor in words and what a reading proves, and let an admin alone read', async () => {
    const there = await visit(busyState(3, now), '/sites');
    const card = there.page.getByRole('region', { name: 'support' });
    await card.getByText('4.4 requests per second').waitFor();
    const words = await card.textContent();
    for (const said of [
      'slowed to 50%',
      '16,250 of 65,000',
      'One request tries again',
      'Left alone to recover',
    ])
      expect(words).toContain(said);
    expect(words).toContain('2 tickets are hidden from the integration account.');
    await there.page.getByRole('button', { name: 'Read now: support' }).press('Enter');
    await eventually(() => there.bridge.sent).toEqual([
      { method: 'POST', path: '/sites/support/syncs', body: {} },
    ]);
    const weak = await visit({ ...busyState(3, now), roles: ['viewer'] }, '/sites');
    await weak.page.getByText('Not complete').first().waitFor();
    expect(await weak.page.getByRole('button', { name: /^Read now/ }).count()).toBe(0);
  });

  it('say why nothing is sent', async () => {
    const state = busyState(3, now);
    state.governor = {
      ...state.governor,
      pausedUntil: new Date(now).toISOString(),
      pauseReason: 'quota-used',
    };
    const there = await visit(state, '/sites');
    await there.page
      .getByText(/Nothing is sent until .*: the granted share of the quota/)
      .first()
      .waitFor();
    expect(await violations(there.page)).toEqual([]);
  });
});

describe('dead letters', () => {
  it('are replayed at once and dropped only after a second word', async () => {
    const there = await visit(busyState(3, now), '/trouble');
    const drop = there.page.getByRole('button', { name: 'Drop dead letter dl-1' });
    await drop.click();
    await there.page.getByRole('button', { name: 'Keep' }).click();
    expect(there.bridge.sent).toEqual([]);
    await drop.click();
    await there.page.getByRole('button', { name: 'Drop for good' }).click();
    await there.page.getByText('No dead letters.').waitFor();
    expect(there.bridge.sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'DELETE /dead-letters/dl-1',
    ]);
  });
});

describe('when something is wrong', () => {
  it('keeps what was shown while the bridge is away, and comes back', async () => {
    const there = await visit(busyState(10, now));
    await eventually(() => rowsOf(there.page).count()).toBe(10);
    await there.bridge.vanish();
    await there.page.getByText(/^Disconnected, next try in/).waitFor();
    expect(await rowsOf(there.page).count()).toBe(10);
    there.bridge.state.decisions.unshift(decisionOf(2001, now));
    await there.bridge.back();
    await there.page.getByText('Live', { exact: true }).waitFor();
    await eventually(() => rowsOf(there.page).count()).toBe(11);
  });

  it('shows the bridge’s own words for an error, and a way to try again', async () => {
    const problem = { status: 500, title: 'The database does not answer', detail: 'Connection refused.' };
    const there = await visit({ ...busyState(10, now), problem });
    await there.page.getByText('The database does not answer').waitFor();
    expect(await there.page.getByText('Connection refused.').count()).toBe(1);
    expect(await violations(there.page)).toEqual([]);
    there.bridge.state.problem = null;
    await there.page.getByRole('button', { name: 'Try again' }).click();
    await there.page.getByText('Through the line').waitFor();
  });

  it('asks for a token, refuses a wrong one, takes a right one', async () => {
    const there = await visit(busyState(10, now));
    const fresh = await browser.newContext();
    const page = await fresh.newPage();
    await page.goto(`${there.bridge.url}/console/`);
    const field = page.getByLabel('Token', { exact: true });
    await field.fill('wrong');
    await field.press('Enter');
    await page.getByText('did not accept that token').waitFor();
    expect(await violations(page)).toEqual([]);
    await field.fill(token);
    await field.press('Enter');
    await eventually(() => rowsOf(page).count()).toBe(10);
    await fresh.close();
  });

  it('takes the token out of the address bar', async () => {
    const there = await visit(busyState(10, now));
    const fresh = await browser.newContext();
    const page = await fresh.newPage();
    await page.goto(`${there.bridge.url}/console/#token=${token}`);
    await eventually(() => rowsOf(page).count()).toBe(10);
    expect(page.url()).toBe(`${there.bridge.url}/console/#/line`);
    await fresh.close();
  });

  it('says what a token may not see', async () => {
    const problem = { status: 403, title: 'Forbidden', detail: 'Needs the role viewer.' };
    const there = await visit({ ...busyState(10, now), problem });
    await there.page.getByText('This token may not see this.').waitFor();
    await there.page.getByRole('button', { name: 'Use another token' }).click();
    await there.page.getByLabel('Token', { exact: true }).waitFor();
  });

  it('holds the places while it loads, so that nothing jumps', async () => {
    let answerNow = () => {};
    const delay = new Promise<void>((resolve) => {
      answerNow = resolve;
    });
    const there = await visit({ ...busyState(10, now), delay });
    await there.page.getByText('Loading decisions').waitFor({ state: 'attached' });
    answerNow();
    await eventually(() => rowsOf(there.page).count()).toBe(10);
  });
});
