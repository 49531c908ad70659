import { describe, expect, test } from 'vitest';
import { ManualClock } from '../clock/index.ts';
import { secretValue } from '../secret/index.ts';
import { signHmac, verifyHmac } from '../webhook/index.ts';
import { FaultQueue } from './fault-queue.ts';
import type { SandboxWebhook } from './sandbox.ts';
import { WebhookSender, type WebhookSenderOptions } from './webhook-sender.ts';

const secret = secretValue('webhook secret');
const scheme = { encoding: 'hex', prefix: 'sha256=', algorithm: 'sha256' } as const;
const webhook = (body: string): SandboxWebhook => ({
  url: 'http://bridge.example/webhooks/support',
  headers: { 'X-Hub-Signature': signHmac(secret, { ...scheme, body }), 'x-delivery': body },
  body,
});

function sender(
  answers: readonly (number | 'nobody')[] = [],
  more: Partial<WebhookSenderOptions> = {},
  takesMs: (body: string) => number = () => 0,
) {
  const clock = new ManualClock();
  const faults = new FaultQueue();
  const left = [...answers];
  const delivered: { readonly webhook: SandboxWebhook; readonly isGenuine: boolean }[] = [];
  const instance = new WebhookSender({
    faults,
    clock,
    signatureHeader: 'x-hub-signature',
    deliver: async (sent) => {
      await clock.sleep(takesMs(sent.body));
      let isGenuine = true;
      try {
        verifyHmac({
          ...scheme,
          secrets: secret,
          body: sent.body,
          signature: sent.headers['X-Hub-Signature'],
        });
      } catch {
        isGenuine = false;
      }
      delivered.push({ webhook: sent, isGenuine });
      const status = left.shift() ?? 202;
      if (status === 'nobody') throw new Error('connection refused');
      return { status };
    },
    ...more,
  });
  const settled = async (): Promise<void> => {
    let isSettled = false;
    void instance.settled().then(() => {
      isSettled = true;
    });
    while (!isSettled) await clock.advance(500);
  };
  const bodies = () => delivered.map((delivery) => delivery.webhook.body);
  return { instance, faults, clock, delivered, settled, bodies };
}

test('webhooks of one ticket arrive in order, those of another do not wait for them', async () => {
  const { instance, bodies, settled } = sender([], {}, (body) => (body === 'a1' ? 50 : 1));
  for (const body of ['a1', 'a2', 'b1']) instance.send(webhook(body), body[0] ?? '');
  await settled();
  expect(bodies()).toEqual(['b1', 'a1', 'a2']);
});

describe('an answer', () => {
  test.each([408, 409, 425, 429, 500, 503, 'nobody'] as const)('%s is tried again', async (status) => {
    const { instance, bodies, settled } = sender([status, status]);
    instance.send(webhook('a'), '1');
    await settled();
    expect(bodies()).toEqual(['a', 'a', 'a']);
  });

  test.each([200, 202, 400, 401, 404, 413])('%i is final', async (status) => {
    const { instance, bodies, settled } = sender([status]);
    instance.send(webhook('a'), '1');
    await settled();
    expect(bodies()).toEqual(['a']);
  });

  test('that never comes is given up after the last retry, and repeats say which they are', async () => {
    const { instance, delivered, settled } = sender(Array(9).fill(503), {
      retryDelaysMs: [10, 20],
      retryHeaders: (retry) => ({ 'x-retry': String(retry) }),
    });
    instance.send(webhook('a'), '1');
    await settled();
    expect(delivered.map((delivery) => delivery.webhook.headers['x-retry'])).toEqual([undefined, '1', '2']);
    expect(delivered.every(({ isGenuine }) => isGenuine)).toBe(true);
  });
});

describe('a fault', () => {
  test('webhook-duplicate: the same delivery comes twice', async () => {
    const { instance, faults, delivered, settled } = sender();
    faults.add({ kind: 'webhook-duplicate' });
    instance.send(webhook('a'), '1');
    await settled();
    expect(delivered).toHaveLength(2);
    expect(delivered[0]).toEqual(delivered[1]);
  });

  test('webhook-wrong-signature: a forgery comes first, the genuine one follows', async () => {
    const { instance, faults, delivered, settled } = sender([401]);
    faults.add({ kind: 'webhook-wrong-signature' });
    instance.send(webhook('a'), '1');
    await settled();
    expect(delivered.map(({ isGenuine }) => isGenuine)).toEqual([false, true]);
    const [forged, genuine] = delivered.map((delivery) => delivery.webhook.headers['X-Hub-Signature'] ?? '');
    expect(forged).toMatch(/^sha256=[0-9a-f]{64}$/);
    expect(forged).not.toBe(genuine);
  });

  test('webhook-reorder: the next one overtakes it', async () => {
    const { instance, faults, bodies, settled } = sender();
    faults.add({ kind: 'webhook-reorder' });
    instance.send(webhook('a1'), 'a');
    instance.send(webhook('a2'), 'a');
    await settled();
    expect(bodies()).toEqual(['a2', 'a1']);
  });

  test('webhook-reorder with nothing to overtake it: it comes all the same', async () => {
    const { instance, faults, bodies, clock } = sender();
    faults.add({ kind: 'webhook-reorder' });
    instance.send(webhook('a'), '1');
    await clock.advance(300);
    expect(bodies()).toEqual(['a']);
  });
});
