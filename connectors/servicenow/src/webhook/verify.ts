import {
  type Clock,
  checkTimeWindow,
  parseJsonBody,
  SignalboxError,
  type VerifiedDelivery,
  verifyHmac,
  type WebhookDelivery,
} from '@signalbox/sdk';
import { z } from 'zod';
import { type ServiceNowConfiguration, webhookSecrets } from '../configuration/index.ts';
import { isoFromStored } from '../table/index.ts';

/** The instance's queue may take its time, and repeats the same bytes. */
const maximumAgeMs = 2 * 60 * 60_000;
const deliveryIdPattern = /^[A-Za-z0-9-]{8,64}$/;
const sentSchema = z.looseObject({ sent_at: z.string() });
const instanceSchema = z.looseObject({ instance_id: z.string() });

/** Proves the sender of a message, its instance and its time. Throws `signature` or `replay`. */
export function verifyDelivery(
  delivery: WebhookDelivery,
  configuration: ServiceNowConfiguration,
  clock: Clock,
): VerifiedDelivery {
  verifyHmac({
    body: delivery.body,
    // `generateMac` of the instance returns base64, not hexadecimal.
    encoding: 'base64',
    algorithm: 'sha256',
    secrets: webhookSecrets(configuration),
    signature: delivery.headers['x-signalbox-signature'],
  });
  const body = parseJsonBody(delivery.body);
  refuseOtherInstance(body, configuration);
  const sent = sentSchema.safeParse(body);
  // A signed body of another shape says no time; it is unreadable, and has no effect.
  if (sent.success) {
    const iso = isoFromStored(sent.data.sent_at);
    checkTimeWindow({ sentAt: iso === null ? Number.NaN : Date.parse(iso), now: clock.now(), maximumAgeMs });
  }
  const deliveryId = delivery.headers['x-signalbox-delivery'] ?? '';
  return { deliveryId: deliveryIdPattern.test(deliveryId) ? deliveryId : null, json: body };
}

/** A clone carries the original's secret and addresses along: its messages are about other tickets. */
function refuseOtherInstance(body: unknown, configuration: ServiceNowConfiguration): void {
  const claimed = instanceSchema.safeParse(body);
  const { instanceId } = configuration;
  if (instanceId === undefined || !claimed.success || claimed.data.instance_id === instanceId) return;
  throw new SignalboxError(
    'signature',
    'The message comes from another instance than instanceId names, perhaps a clone. Switch its messages off there, or correct instanceId.',
  );
}
