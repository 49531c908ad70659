import { SignalboxError } from '../errors/index.ts';
import type { Secret } from '../secret/index.ts';
import type { VerifiedDelivery, WebhookDelivery } from './delivery.ts';
import { isSameSignature, signHmac } from './hmac.ts';
import { checkTimeWindow } from './time-window.ts';

/** The specification's tolerance: five minutes. */
const toleranceMs = 5 * 60_000;

export interface StandardWebhook {
  readonly id: string;
  /** Seconds since the epoch. */
  readonly timestamp: number | string;
  readonly body: Uint8Array | string;
}

/** The headers of a webhook signed as Standard Webhooks 1.0 says (symmetric, `v1`). */
export function signStandardWebhook(
  secret: Secret,
  webhook: StandardWebhook,
): Readonly<Record<string, string>> {
  return {
    'webhook-id': webhook.id,
    'webhook-timestamp': String(webhook.timestamp),
    'webhook-signature': `v1,${signatureOf(secret, webhook)}`,
  };
}

/**
 * Checks a Standard Webhooks delivery: any `v1` signature in the header, made with any of the secrets, within five
 * minutes. Throws `signature` or `replay`.
 */
export function verifyStandardWebhook(
  delivery: WebhookDelivery,
  secrets: Secret | readonly Secret[],
  now: number,
): VerifiedDelivery {
  const id = delivery.headers['webhook-id'];
  const timestamp = delivery.headers['webhook-timestamp'];
  const signatures = delivery.headers['webhook-signature'];
  if (!id || !timestamp || !signatures) {
    throw new SignalboxError(
      'signature',
      'The webhook lacks webhook-id, webhook-timestamp or webhook-signature.',
    );
  }
  if (!/^\d{1,12}$/.test(timestamp)) {
    throw new SignalboxError('replay', 'The webhook-timestamp is not a number of seconds.');
  }
  const seconds = Number(timestamp);
  const offered = signatures
    .split(' ')
    .filter((signature) => signature.startsWith('v1,'))
    .map((signature) => signature.slice('v1,'.length));
  const list: readonly Secret[] = Array.isArray(secrets) ? secrets : [secrets];
  const matches = list.flatMap((secret) => {
    const expected = signatureOf(secret, { id, timestamp, body: delivery.body });
    return offered.filter((signature) => isSameSignature(expected, signature, 'base64'));
  });
  if (matches.length === 0) {
    throw new SignalboxError('signature', 'The signature of the webhook does not fit its body.');
  }
  checkTimeWindow({ sentAt: seconds * 1000, now, maximumAgeMs: toleranceMs, maximumAheadMs: toleranceMs });
  return { deliveryId: id };
}

function signatureOf(secret: Secret, webhook: StandardWebhook): string {
  const body = typeof webhook.body === 'string' ? Buffer.from(webhook.body, 'utf8') : webhook.body;
  const content = Buffer.concat([Buffer.from(`${webhook.id}.${webhook.timestamp}.`, 'utf8'), body]);
  return signHmac(keyOf(secret), { body: content, encoding: 'base64', algorithm: 'sha256' });
}

/** Secrets are written `whsec_` and base64. */
function keyOf(secret: Secret): Uint8Array {
  const text = secret.reveal().replace(/^whsec_/, '');
  const key = Buffer.from(text, 'base64');
  if (key.length > 0) return key;
  throw new SignalboxError('configuration', `The secret ${secret.name} is not whsec_ followed by base64.`);
}
