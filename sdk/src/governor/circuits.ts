import type { CircuitBreakerPolicy } from 'cockatiel';
import { BrokenCircuitError, CircuitState, CountBreaker, circuitBreaker, handleWhen } from 'cockatiel';
import type { Clock } from '../clock/index.ts';
import { isSignalboxError, SignalboxError } from '../errors/index.ts';
import type { TransportResponse } from '../http/index.ts';

export interface CircuitOptions {
  /** Share of the last `size` exchanges that must fail. */
  readonly threshold: number;
  readonly size: number;
  /** Fewer exchanges than this never open a circuit. */
  readonly minimumCalls: number;
  /** How long an open circuit stays so before one request tries again; doubles with each failed try. */
  readonly firstBreakMs: number;
  readonly longestBreakMs: number;
}

export const defaultCircuitOptions: CircuitOptions = {
  threshold: 0.5,
  size: 20,
  minimumCalls: 10,
  firstBreakMs: 5_000,
  longestBreakMs: 60_000,
};

export type CircuitStatus = 'closed' | 'open' | 'half-open';

/**
 * One circuit: opens when too many exchanges fail, so that a vendor in trouble is left alone and callers learn at
 * once. cockatiel counts and samples; the time it stays open is kept here, on the injected clock.
 */
export class Circuit {
  readonly #site: string;
  readonly #name: string;
  readonly #clock: Clock;
  readonly #policy: CircuitBreakerPolicy;
  #openUntil = 0;
  #breaks = 0;

  constructor(
    site: string,
    name: string,
    clock: Clock,
    isFailure: (error: unknown) => boolean,
    options: CircuitOptions,
  ) {
    this.#site = site;
    this.#name = name;
    this.#clock = clock;
    const isTrying = () => this.#policy.state === CircuitState.HalfOpen;
    // A try that nobody waited for proves nothing.
    const policy = handleWhen((error) => isFailure(error) || (isTrying() && isAborted(error)));
    this.#policy = circuitBreaker(policy, {
      halfOpenAfter: 0,
      breaker: new CountBreaker({
        threshold: options.threshold,
        size: options.size,
        minimumNumberOfCalls: options.minimumCalls,
      }),
    });
    this.#policy.onBreak(() => {
      this.#openUntil =
        clock.now() + Math.min(options.longestBreakMs, options.firstBreakMs * 2 ** this.#breaks);
      this.#breaks += 1;
    });
    this.#policy.onReset(() => {
      this.#breaks = 0;
    });
  }

  get status(): CircuitStatus {
    if (this.#policy.state === CircuitState.HalfOpen) return 'half-open';
    return this.#policy.state === CircuitState.Open ? 'open' : 'closed';
  }

  /** Throws `circuit-open` when requests may not go; nothing was sent then. */
  assertClosed(): void {
    const left = this.#openUntil - this.#clock.now();
    const isWaiting = this.status === 'open' && left > 0;
    if (!isWaiting && this.status !== 'half-open') return;
    throw new SignalboxError(
      'circuit-open',
      `The site ${this.#site} keeps failing (${this.#name}): nothing is sent until it had time to recover.`,
      { site: this.#site, isRetryable: true, retryAfterMs: Math.max(left, 1_000), mayHaveTakenEffect: false },
    );
  }

  async run<Answer>(exchange: () => Promise<Answer>): Promise<Answer> {
    this.assertClosed();
    try {
      return await this.#policy.execute(exchange);
    } catch (error) {
      if (error instanceof BrokenCircuitError) this.assertClosed();
      throw error;
    }
  }
}

/** A response that counts as a failure travels as an error through the circuits. */
export class FailedResponse extends Error {
  readonly response: TransportResponse;

  constructor(response: TransportResponse) {
    super(`status ${response.status}`);
    this.response = response;
  }
}

/** The circuits of one site: one for the connection to it, and one for each kind of request. */
export class Circuits {
  readonly #connection: Circuit;
  readonly #kinds = new Map<string, Circuit>();
  readonly #create: (name: string) => Circuit;

  constructor(site: string, clock: Clock, options: CircuitOptions) {
    this.#connection = new Circuit(site, 'connection', clock, isUnreachable, options);
    this.#create = (name) => new Circuit(site, name, clock, isFailing, options);
  }

  /** Throws `circuit-open` when nothing may be sent. */
  async run(kind: string, exchange: () => Promise<TransportResponse>): Promise<TransportResponse> {
    const circuit = this.#kinds.get(kind) ?? this.#create(kind);
    this.#kinds.set(kind, circuit);
    this.assertClosed(kind);
    return this.#connection.run(() => circuit.run(exchange));
  }

  assertClosed(kind: string): void {
    this.#connection.assertClosed();
    this.#kinds.get(kind)?.assertClosed();
  }

  get statuses(): Readonly<Record<string, CircuitStatus>> {
    const kinds = [...this.#kinds].map(([kind, circuit]) => [kind, circuit.status]);
    return { connection: this.#connection.status, ...Object.fromEntries(kinds) };
  }
}

function isUnreachable(error: unknown): boolean {
  return isSignalboxError(error) && (error.code === 'network' || error.code === 'timeout');
}

function isFailing(error: unknown): boolean {
  return error instanceof FailedResponse || isUnreachable(error);
}

function isAborted(error: unknown): boolean {
  return isSignalboxError(error) && error.code === 'aborted';
}
