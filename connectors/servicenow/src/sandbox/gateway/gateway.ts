import type { Clock } from '@signalbox/sdk';
import { ConnectionCut, type FaultQueue, requestFaultKinds } from '@signalbox/sdk/sandbox';
import { type ApiRequest, responseOf } from '../routes/index.ts';
import type { Api } from './api.ts';
import { faultAnswer } from './fault-answer.ts';

export interface GatewayOptions {
  readonly api: Api;
  readonly faults: FaultQueue;
  readonly clock: Clock;
  readonly requestsPerHour: number;
  readonly ruleId: string;
}

const defaultDelayMs = 1_000;

/** The instance's front door: plays faults, and keeps count of effects that are still to come. */
export class Gateway {
  readonly #options: GatewayOptions;
  readonly #late = new Set<Promise<void>>();

  constructor(options: GatewayOptions) {
    this.#options = options;
  }

  /** Rejects with `ConnectionCut` for a cut. */
  async answer(request: Request): Promise<Response> {
    const received = await receive(request);
    const { api, faults, clock, requestsPerHour, ruleId } = this.#options;
    const subject = `${received.method} ${received.url.pathname}`;
    const fault = faults.take(subject, requestFaultKinds);
    if (!fault) return responseOf(api.answer(received));
    const instead = faultAnswer(fault, { now: clock.now(), requestsPerHour, ruleId });
    if (instead) return responseOf(instead);
    const delayMs = fault.delayMs ?? defaultDelayMs;
    switch (fault.kind) {
      case 'cut-before-effect':
        throw new ConnectionCut();
      case 'cut-after-effect':
        api.answer(received);
        throw new ConnectionCut();
      case 'late-effect':
        this.#later(received, delayMs);
        throw new ConnectionCut();
      default:
        await clock.sleep(delayMs);
        return responseOf(api.answer(received));
    }
  }

  /** Resolves when no effect is still on its way. */
  async settled(): Promise<void> {
    while (this.#late.size > 0) await Promise.all(this.#late);
  }

  #later(request: ApiRequest, delayMs: number): void {
    const effect = this.#options.clock.sleep(delayMs).then(() => {
      this.#options.api.answer(request);
    });
    this.#late.add(effect);
    void effect.finally(() => this.#late.delete(effect));
  }
}

async function receive(request: Request): Promise<ApiRequest> {
  return {
    method: request.method,
    url: new URL(request.url),
    headers: request.headers,
    body: await request.text(),
  };
}
