import { describe, expect, test } from 'vitest';
import { secretValue } from '../secret/index.ts';
import { signStandardWebhook, verifyStandardWebhook } from './standard-webhooks.ts';

// The vector that the Standard Webhooks libraries publish.
const secret = secretValue('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
const timestamp = 1614265330;
const payload = '{"test": 2432232314}';
const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';
const now = timestamp * 1000;

const delivery = (headers: Record<string, string | undefined> = {}, body = payload) => {
  const all = {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signature,
    ...headers,
  };
  const present = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { headers: Object.fromEntries(present), body: new TextEncoder().encode(body), receivedAt: now };
};

test('signing gives the published signature', () => {
  expect(signStandardWebhook(secret, { id, timestamp, body: payload })).toEqual({
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signature,
  });
});

describe('accepted', () => {
  test('the published vector, with and without whsec_', () => {
    expect(verifyStandardWebhook(delivery(), secret, now)).toEqual({ deliveryId: id });
    const bare = secretValue('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
    expect(verifyStandardWebhook(delivery(), bare, now)).toEqual({ deliveryId: id });
  });
  test('one of several signatures, and one of two secrets', () => {
    const wrong = 'v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=';
    const several = `${wrong} v2,abc ${signature} ${wrong}`;
    const old = secretValue('whsec_AAAAAAAAAAAAAAAAAAAAAAAA');
    expect(verifyStandardWebhook(delivery({ 'webhook-signature': several }), [old, secret], now)).toEqual({
      deliveryId: id,
    });
  });
});

describe('refused', () => {
  test.each<[string, Record<string, string | undefined>, string]>([
    ['without an id', { 'webhook-id': undefined }, 'signature'],
    ['without a time', { 'webhook-timestamp': undefined }, 'signature'],
    ['without a signature', { 'webhook-signature': undefined }, 'signature'],
    ['with another id', { 'webhook-id': 'msg_2' }, 'signature'],
    ['with another time', { 'webhook-timestamp': String(timestamp + 1) }, 'signature'],
    ['with a time that is none', { 'webhook-timestamp': 'hello' }, 'replay'],
    ['with a cut signature', { 'webhook-signature': signature.slice(0, 8) }, 'signature'],
    ['with an empty signature', { 'webhook-signature': 'v1,' }, 'signature'],
    [
      'with a signature of another version',
      { 'webhook-signature': signature.replace('v1', 'v2') },
      'signature',
    ],
  ])('%s', (_, headers, code) => {
    expect(() => verifyStandardWebhook(delivery(headers), secret, now)).toThrow(
      expect.objectContaining({ code }),
    );
  });
  test('with another body', () => {
    expect(() => verifyStandardWebhook(delivery({}, '{}'), secret, now)).toThrow(
      expect.objectContaining({ code: 'signature' }),
    );
  });
  test('more than five minutes early or late', () => {
    for (const at of [now + 301_000, now - 301_000]) {
      expect(() => verifyStandardWebhook(delivery(), secret, at)).toThrow(
        expect.objectContaining({ code: 'replay' }),
      );
    }
  });
});
