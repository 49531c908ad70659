import { type Clock, type Site, systemClock } from '@signalbox/sdk';
import { describe, expect, it } from 'vitest';
import { accountsWith, openSandboxSite, type SandboxSite } from '../testing/index.ts';

const url = 'https://signalbox.example/webhooks/support';
const dayMs = 86_400_000;

/** The system's clock, and days that pass at once. */
function leapingClock(): Clock & { leap(durationMs: number): void } {
  let leaptMs = 0;
  return {
    ...systemClock,
    now: () => systemClock.now() + leaptMs,
    leap(durationMs) {
      leaptMs += durationMs;
    },
  };
}

const daysLeft = (end: string | null | undefined, clock: Clock) =>
  Math.round((Date.parse(end ?? '') - clock.now()) / dayMs);

function registrationsOf({ site }: SandboxSite): NonNullable<Site['webhookRegistrations']> {
  if (!site.webhookRegistrations) throw new Error('the site registers no webhooks');
  return site.webhookRegistrations;
}

const openApp = (clock = leapingClock()) =>
  openSandboxSite({ isOAuth: true, clock, siteClock: clock, configuration: { projects: ['SUP'] } });

describe('with an OAuth 2.0 client', () => {
  it('registers a dynamic webhook that ends after thirty days, renews it, and removes it', async () => {
    const clock = leapingClock();
    const opened = await openApp(clock);
    const registrations = registrationsOf(opened);
    expect(await registrations.list()).toEqual([]);
    const made = await registrations.register(url);
    expect(made).toMatchObject({ url, filter: 'project in ("SUP")', isEnabled: true });
    expect(daysLeft(made.expiresAt, clock)).toBe(30);
    expect(made.events).toEqual(['jira:issue_created', 'jira:issue_updated', 'jira:issue_deleted']);
    clock.leap(25 * dayMs);
    await registrations.renew?.([made.id]);
    const [renewed] = await registrations.list();
    expect(daysLeft(renewed?.expiresAt, clock)).toBe(30);
    await registrations.remove(made.id);
    await registrations.remove(made.id);
    expect(await registrations.list()).toEqual([]);
  });

  it('is heard until the end, and no longer; renewed in time it is heard on', async () => {
    const clock = leapingClock();
    const told: string[] = [];
    const opened = await openSandboxSite({
      isOAuth: true,
      clock,
      siteClock: clock,
      configuration: { projects: ['SUP'] },
      deliver: async (webhook) => {
        told.push(webhook.url);
        return { status: 202 };
      },
    });
    const { id } = await registrationsOf(opened).register(url);
    const heard = async () => {
      told.length = 0;
      await opened.sandbox.createTicket({ summary: 'x', description: '' });
      await opened.sandbox.settled();
      return told.length;
    };
    clock.leap(29 * dayMs);
    expect(await heard()).toBe(1);
    await registrationsOf(opened).renew?.([id]);
    clock.leap(29 * dayMs);
    expect(await heard()).toBe(1);
    clock.leap(2 * dayMs);
    expect(await heard()).toBe(0);
  });

  it('needs named projects, and says which line to write', async () => {
    const opened = await openSandboxSite({ isOAuth: true });
    await expect(registrationsOf(opened).register(url)).rejects.toMatchObject({
      code: 'configuration',
      message: expect.stringContaining("projects: ['SUP']"),
    });
  });

  it('tells Jira’s own reason when a second address is refused', async () => {
    const opened = await openApp();
    await registrationsOf(opened).register(url);
    await expect(
      registrationsOf(opened).register('https://other.example/webhooks/support'),
    ).rejects.toMatchObject({ code: 'rejected', message: expect.stringContaining('Only a single URL') });
  });
});

describe('with an API token', () => {
  it('registers an administrator’s webhook, signed with the configured secret, without an end', async () => {
    const opened = await openSandboxSite({
      accounts: accountsWith('ADMINISTER'),
      configuration: { projects: ['SUP', 'IT'] },
    });
    const registrations = registrationsOf(opened);
    const made = await registrations.register(url);
    expect(made).toMatchObject({ url, expiresAt: null, filter: 'project in ("SUP", "IT")' });
    expect(await registrations.list()).toEqual([made]);
    await registrations.renew?.([made.id]);
    expect(opened.sent.filter((line) => line.startsWith('PUT'))).toEqual([]);
    await registrations.remove(made.id);
    await registrations.remove(made.id);
    expect(await registrations.list()).toEqual([]);
  });

  it('is refused to an account that is no administrator', async () => {
    const opened = await openSandboxSite();
    await expect(registrationsOf(opened).list()).rejects.toMatchObject({ code: 'permission' });
    await expect(registrationsOf(opened).register(url)).rejects.toMatchObject({ code: 'permission' });
  });

  it('wants a secret, without which Jira would not sign', async () => {
    const opened = await openSandboxSite({ configuration: { webhookSecret: undefined } });
    await expect(registrationsOf(opened).register(url)).rejects.toMatchObject({ code: 'configuration' });
  });
});

it('inside Forge there is nothing to register', async () => {
  const opened = await openSandboxSite({ configuration: { authentication: { kind: 'platform' } } });
  expect(opened.site.webhookRegistrations).toBeUndefined();
});
