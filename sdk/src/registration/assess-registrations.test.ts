import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { WebhookRegistration } from '../connector/index.ts';
import { assessRegistrations, registrationsOf, renewBeforeMs } from './assess-registrations.ts';

const now = Date.UTC(2026, 5, 1);
const registration = (endsInMs: number | null, isEnabled = true): WebhookRegistration => ({
  id: String(endsInMs),
  url: 'https://signalbox.example/webhooks/support',
  events: [],
  filter: null,
  isEnabled,
  expiresAt: endsInMs === null ? null : new Date(now + endsInMs).toISOString(),
});

test('every registration is live, expired or switched off; what is due is live', () => {
  const end = fc.option(fc.integer({ min: -2 * renewBeforeMs, max: 3 * renewBeforeMs }));
  fc.assert(
    fc.property(fc.array(fc.tuple(end, fc.boolean())), (all) => {
      const registrations = all.map(([endsInMs, isEnabled]) => registration(endsInMs, isEnabled));
      const { live, due, expired, endsAt } = assessRegistrations(registrations, now);
      for (const each of registrations) {
        expect(Number(live.includes(each)) + Number(expired.includes(each))).toBeLessThanOrEqual(1);
        expect(live.includes(each) || expired.includes(each) || !each.isEnabled).toBe(true);
      }
      for (const each of due) expect(live).toContain(each);
      expect(live.some(({ expiresAt }) => expiresAt === null) && endsAt !== null).toBe(false);
    }),
  );
});

test('what ends within ten days is due, what never ends is not', () => {
  const soon = registration(renewBeforeMs);
  const { due, endsAt } = assessRegistrations([soon, registration(renewBeforeMs + 1)], now);
  expect(due).toEqual([soon]);
  expect(endsAt).toBe(new Date(now + renewBeforeMs + 1).toISOString());
  expect(assessRegistrations([registration(null)], now)).toMatchObject({ due: [], endsAt: null });
});

test('a site’s own are known by the path of their address', () => {
  const at = (url: string) => ({ ...registration(null), url });
  const own = at('https://proxy.example/signalbox/webhooks/support');
  const others = [
    at('https://proxy.example/webhooks/support-2'),
    at('https://other.example/hook'),
    at('no address'),
  ];
  expect(registrationsOf('support', [own, ...others])).toEqual([own]);
});
