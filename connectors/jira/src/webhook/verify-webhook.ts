import {
  checkTimeWindow,
  type HmacAlgorithm,
  parseJsonBody,
  SignalboxError,
  type VerifiedDelivery,
  verifyHmac,
  verifyJwt,
  type WebhookDelivery,
} from '@signalbox/sdk';
import { z } from 'zod';
import type { JiraConfiguration } from '../configuration/index.ts';

/** Jira retries up to five times, 5 to 15 minutes apart, with the same body: less would lose events. */
const maximumAgeMs = 2 * 60 * 60_000;

/** The header names its method (`sha256=…`), as the WebSub specification has it. SHA-1 is not accepted. */
const methods: readonly HmacAlgorithm[] = ['sha256', 'sha384', 'sha512'];

const timestampSchema = z.object({ timestamp: z.number() });

function checkSignature(delivery: WebhookDelivery, { webhookSecret }: JiraConfiguration): void {
  const signature = delivery.headers['x-hub-signature'];
  const named = signature?.split('=')[0]?.trim().toLowerCase();
  const algorithm = methods.find((method) => method === named);
  if (signature !== undefined && !algorithm) {
    throw new SignalboxError('signature', 'The webhook is signed with a method that is not accepted.');
  }
  verifyHmac({
    secrets: webhookSecret ?? [],
    body: delivery.body,
    encoding: 'hex',
    prefix: `${algorithm ?? 'sha256'}=`,
    algorithm: algorithm ?? 'sha256',
    signature: signature?.trim().replace(/^[^=]*/, algorithm ?? 'sha256'),
  });
}

/** An OAuth 2.0 client's webhooks are signed with the client's own secret, an administrator's with one that both know. */
export function canVerifyWebhook({ webhookSecret, authentication }: JiraConfiguration): boolean {
  return webhookSecret !== undefined || authentication.kind === 'oauth2';
}

/**
 * Proves who sent a webhook, and that it is not an old one sent again. Throws `signature` or `replay`; `unreadable` for
 * a body that is signed and no JSON.
 */
export async function verifyWebhook(
  delivery: WebhookDelivery,
  configuration: JiraConfiguration,
): Promise<VerifiedDelivery> {
  const { authentication } = configuration;
  const { authorization } = delivery.headers;
  const isToken = delivery.headers['x-hub-signature'] === undefined && authorization !== undefined;
  if (isToken && authentication.kind === 'oauth2') {
    await verifyJwt({
      secrets: authentication.clientSecret,
      token: authorization,
      now: delivery.receivedAt,
    });
  } else checkSignature(delivery, configuration);

  const body = parseJsonBody(delivery.body, { maxBytes: delivery.body.byteLength });
  const timed = timestampSchema.safeParse(body);
  // A body without a time is of a shape that parsing will call unreadable.
  if (timed.success) {
    checkTimeWindow({ sentAt: timed.data.timestamp, now: delivery.receivedAt, maximumAgeMs });
  }
  return { deliveryId: delivery.headers['x-atlassian-webhook-identifier'] ?? null, json: body };
}
