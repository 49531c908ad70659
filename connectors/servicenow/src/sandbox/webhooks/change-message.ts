import { createHmac } from 'node:crypto';
import { type Effect, timestamp, valueAt } from '../instance/index.ts';

export interface ChangeMessageOptions {
  readonly instanceId: string;
  readonly secret: string;
  /** 32 hexadecimal digits, the same in every repeat. */
  readonly deliveryId: string;
  readonly sentAt: number;
}

export interface ChangeMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export const signatureHeader = 'x-signalbox-signature';

/** The outbound REST message for one effect on a record, signed as `generateMac` signs: base64 of HMAC-SHA256. */
export function changeMessage(effect: Effect, options: ChangeMessageOptions): ChangeMessage {
  const { row } = effect;
  const isComment = effect.kind === 'update' && effect.changed.length === 0;
  const body = JSON.stringify({
    sent_at: timestamp(options.sentAt),
    instance_id: options.instanceId,
    event: isComment ? 'comment' : effect.kind,
    table: effect.table.name,
    sys_id: valueAt(row, 'sys_id'),
    number: valueAt(row, 'number'),
    sys_mod_count: Number(valueAt(row, 'sys_mod_count')),
    sys_updated_on: valueAt(row, 'sys_updated_on'),
    sys_updated_by: valueAt(row, 'sys_updated_by'),
    changed: effect.kind === 'update' ? [...effect.changed] : [],
  });
  return {
    body,
    headers: {
      'Content-Type': 'application/json',
      'X-Signalbox-Signature': createHmac('sha256', options.secret).update(body).digest('base64'),
      'X-Signalbox-Delivery': options.deliveryId,
    },
  };
}
