import type { WebhookSender } from '@signalbox/sdk/sandbox';
import { type Effect, type Instance, valueAt } from '../instance/index.ts';
import { changeMessage } from './change-message.ts';

export interface WebhookDispatchOptions {
  readonly instance: Instance;
  readonly sender: WebhookSender;
  readonly instanceId: string;
  readonly secret: string;
}

/** The business rule that tells of every effect on a task, once somebody gave an address. */
export class WebhookDispatch {
  readonly #options: WebhookDispatchOptions;
  #url: string | null = null;

  constructor(options: WebhookDispatchOptions) {
    this.#options = options;
  }

  register(url: string): void {
    this.#url = url;
  }

  tell(effect: Effect): void {
    if (this.#url === null || !effect.table.lineage.includes('task')) return;
    const { instance, sender, instanceId, secret } = this.#options;
    const message = changeMessage(effect, {
      instanceId,
      secret,
      deliveryId: instance.newId(),
      sentAt: effect.at,
    });
    sender.send({ url: this.#url, ...message }, valueAt(effect.row, 'sys_id'));
  }
}
