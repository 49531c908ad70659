import { type Clock, systemClock } from '../clock/index.ts';
import type { FaultQueue } from './fault-queue.ts';
import type { SandboxOptions, SandboxWebhook } from './sandbox.ts';

export interface WebhookSenderOptions {
  /** Default: fetch, with ten seconds. */
  readonly deliver?: SandboxOptions['deliver'];
  readonly faults: FaultQueue;
  /** Which header holds the signature; what `webhook-wrong-signature` spoils. Lower case. */
  readonly signatureHeader: string;
  /** Waits before each further try, in milliseconds. Default 200, 1,000, 3,000. */
  readonly retryDelaysMs?: readonly number[];
  /** Which answers the vendor tries again after; an answer that never came (status 0) is always one. */
  readonly isRetried?: (status: number) => boolean;
  /** Headers of a repeated try (`x-atlassian-webhook-retry`). */
  readonly retryHeaders?: (retry: number) => Readonly<Record<string, string>>;
  readonly clock?: Clock;
}

const defaults = {
  retryDelaysMs: [200, 1_000, 3_000],
  isRetried: (status: number) => [408, 409, 425, 429].includes(status) || status >= 500,
} as const;

/** A webhook that is held back until another has overtaken it waits no longer than this. */
const longestReorderMs = 250;
const deliveryTimeoutMs = 10_000;

/** Sends a sandbox's webhooks in order, one at a time for each `orderKey`, with the faults a real sender shows. */
export class WebhookSender {
  readonly #options: WebhookSenderOptions;
  readonly #clock: Clock;
  readonly #chains = new Map<string, Promise<void>>();
  readonly #unfinished = new Set<Promise<void>>();
  #overtaken = new Set<() => void>();

  constructor(options: WebhookSenderOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  /** Queues a webhook behind those with the same key (a ticket's id). */
  send(webhook: SandboxWebhook, orderKey: string): void {
    const subject = `POST ${new URL(webhook.url).pathname}`;
    if (this.#options.faults.take(subject, ['webhook-reorder'])) {
      this.#track(this.#untilOvertaken().then(() => this.#play(webhook, subject)));
      return;
    }
    const previous = this.#chains.get(orderKey) ?? Promise.resolve();
    const next = previous.then(() => this.#play(webhook, subject));
    this.#chains.set(orderKey, next);
    this.#track(
      next.finally(() => {
        if (this.#chains.get(orderKey) === next) this.#chains.delete(orderKey);
        this.#releaseOvertaken();
      }),
    );
  }

  /** Resolves when every webhook so far was delivered or given up. */
  async settled(): Promise<void> {
    while (this.#unfinished.size > 0) {
      this.#releaseOvertaken();
      await Promise.all(this.#unfinished);
    }
  }

  async #play(webhook: SandboxWebhook, subject: string): Promise<void> {
    const { faults, signatureHeader } = this.#options;
    // A forgery comes beside the genuine webhook, not instead of it: a vendor never signs wrongly itself.
    if (faults.take(subject, ['webhook-wrong-signature'])) {
      await this.#attempt({ ...webhook, headers: spoiled(webhook.headers, signatureHeader) });
    }
    await this.#deliver(webhook);
    if (faults.take(subject, ['webhook-duplicate'])) await this.#deliver(webhook);
  }

  async #deliver(webhook: SandboxWebhook): Promise<void> {
    const isRetried = this.#options.isRetried ?? defaults.isRetried;
    const status = await this.#attempt(webhook);
    // Later webhooks do not wait for the repeats of this one; a real sender's overtake it, too.
    if (status === 0 || isRetried(status)) this.#track(this.#repeat(webhook, isRetried));
  }

  async #repeat(webhook: SandboxWebhook, isRetried: (status: number) => boolean): Promise<void> {
    const delays = this.#options.retryDelaysMs ?? defaults.retryDelaysMs;
    for (const [index, delayMs] of delays.entries()) {
      await this.#clock.sleep(delayMs);
      const headers = { ...webhook.headers, ...this.#options.retryHeaders?.(index + 1) };
      const status = await this.#attempt({ ...webhook, headers });
      if (status !== 0 && !isRetried(status)) return;
    }
  }

  /** The status, or 0 when nobody answered. */
  async #attempt(webhook: SandboxWebhook): Promise<number> {
    try {
      return (await (this.#options.deliver ?? fetchDelivery)(webhook)).status;
    } catch {
      return 0;
    }
  }

  #untilOvertaken(): Promise<void> {
    const patience = new AbortController();
    const overtaken = new Promise<void>((resolve) => this.#overtaken.add(resolve));
    const waited = this.#clock.sleep(longestReorderMs, patience.signal).catch(() => undefined);
    return Promise.race([overtaken, waited]).finally(() => patience.abort());
  }

  #releaseOvertaken(): void {
    const held = this.#overtaken;
    this.#overtaken = new Set();
    for (const release of held) release();
  }

  #track(work: Promise<void>): void {
    this.#unfinished.add(work);
    void work.finally(() => this.#unfinished.delete(work));
  }
}

async function fetchDelivery(webhook: SandboxWebhook): Promise<{ readonly status: number }> {
  const response = await fetch(webhook.url, {
    method: 'POST',
    headers: webhook.headers,
    body: webhook.body,
    signal: AbortSignal.timeout(deliveryTimeoutMs),
  });
  await response.arrayBuffer();
  return { status: response.status };
}

/** Changes one character near the end: still well-formed, no longer true. */
function spoiled(
  headers: Readonly<Record<string, string>>,
  signatureHeader: string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (name.toLowerCase() !== signatureHeader) return [name, value];
      const index = Math.max(0, value.length - 6);
      const changed = value[index] === '0' ? '1' : '0';
      return [name, value.slice(0, index) + changed + value.slice(index + 1)];
    }),
  );
}
