import pRetry, { AbortError } from 'p-retry';
import { type Clock, systemClock } from '../clock/index.ts';
import { isSignalboxError, SignalboxError } from '../errors/index.ts';
import type {
  GovernedRequest,
  GovernedTransport,
  Lane,
  Transport,
  TransportResponse,
} from '../http/index.ts';
import { readLimitNews } from '../http/index.ts';
import { type CircuitOptions, Circuits, defaultCircuitOptions, FailedResponse } from './circuits.ts';
import {
  currentPace,
  currentThrottle,
  grantedQuota,
  holdLeft,
  initialLimitState,
  type LimitState,
  learned,
  pauseLeft,
  taken,
  untilNextStart,
} from './limit-state.ts';
import type { Limits } from './limits.ts';
import {
  defaultRepeatOptions,
  type Ending,
  isSafeToRepeat,
  type RepeatOptions,
  repeatDelay,
} from './repeat-policy.ts';
import type { GovernorSnapshot, RequestObserver } from './snapshot.ts';
import { Turns } from './turns.ts';

export interface GovernorOptions {
  readonly site: string;
  readonly transport: Transport;
  readonly limits: Limits;
  readonly clock?: Clock;
  readonly repeat?: Partial<RepeatOptions>;
  readonly circuit?: Partial<CircuitOptions>;
  /** How long a request of each lane waits for the vendor's limits before it is refused with `rate-limited`. */
  readonly patienceMs?: Partial<Readonly<Record<Lane, number>>>;
  /** For metrics. Called after every exchange. */
  readonly onRequest?: RequestObserver;
  /** 0 to 1; for jitter. Default `Math.random`. */
  readonly random?: () => number;
}

/** Limits, schedules and repeats everything that goes to one site. */
export interface Governor {
  readonly execute: GovernedTransport;
  snapshot(): GovernorSnapshot;
}

/** An agent waits seconds; a job can be put back; a backfill outlives the vendor's hour. */
export const defaultPatienceMs: Readonly<Record<Lane, number>> = {
  interactive: 10_000,
  webhook: 60_000,
  backfill: 65 * 60_000,
};

/** One governor per site; everything that goes to the site goes through it. */
export function createGovernor(options: GovernorOptions): Governor {
  const governor = new SiteGovernor(options);
  return { execute: (request) => governor.execute(request), snapshot: () => governor.snapshot() };
}

class SiteGovernor {
  readonly #options: GovernorOptions;
  readonly #clock: Clock;
  readonly #repeat: RepeatOptions;
  readonly #patience: Readonly<Record<Lane, number>>;
  readonly #circuits: Circuits;
  readonly #turns: Turns<GovernedRequest>;
  #state: LimitState;
  #totals = { requests: 0, repeats: 0, rateLimited: 0, failures: 0 };

  constructor(options: GovernorOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#repeat = { ...defaultRepeatOptions, ...options.repeat };
    this.#patience = { ...defaultPatienceMs, ...options.patienceMs };
    this.#circuits = new Circuits(options.site, this.#clock, {
      ...defaultCircuitOptions,
      ...options.circuit,
    });
    this.#state = initialLimitState(options.limits, this.#clock.now());
    this.#turns = new Turns(
      this.#clock,
      {
        untilNextStart: (now) => untilNextStart(this.#state, options.limits, now),
        untilMayGo: (request, now) => this.#held(request, now),
        onStart: (now) => {
          this.#state = taken(this.#state, options.limits, now);
        },
      },
      options.limits.maxConcurrent,
    );
  }

  async execute(request: GovernedRequest): Promise<TransportResponse> {
    try {
      return await pRetry((attempt) => this.#attempt(request, attempt), {
        retries: this.#repeat.attempts - 1,
        // The governor waits itself, on its own clock.
        minTimeout: 0,
        onFailedAttempt: ({ error, attemptNumber, retriesLeft }) =>
          retriesLeft > 0 ? this.#waitForRepeat(request, endingOf(error), attemptNumber) : undefined,
        shouldRetry: ({ error }) => isSafeToRepeat(request, endingOf(error)),
      });
    } catch (error) {
      if (error instanceof FailedResponse) return error.response;
      throw request.signal?.aborted && !isSignalboxError(error) ? this.#aborted() : error;
    }
  }

  async #attempt(request: GovernedRequest, attempt: number): Promise<TransportResponse> {
    this.#assertPatient(request);
    this.#circuits.assertClosed(request.kind);
    const response = await this.#turns.take(request.lane, request, request.signal, (waitedMs) =>
      this.#exchange(request, attempt - 1, waitedMs),
    );
    if (isSafeToRepeat(request, { response })) throw new FailedResponse(response);
    return response;
  }

  async #exchange(request: GovernedRequest, retried: number, waitedMs: number): Promise<TransportResponse> {
    const startedAt = this.#clock.now();
    const observe = (status: number | null, error: unknown) =>
      this.#options.onRequest?.({
        site: this.#options.site,
        kind: request.kind,
        lane: request.lane,
        method: request.method,
        status,
        code: isSignalboxError(error) ? error.code : null,
        durationMs: this.#clock.now() - startedAt,
        waitedMs,
        retried,
      });
    this.#totals.requests += 1;
    if (retried > 0) this.#totals.repeats += 1;
    try {
      const response = await this.#throughCircuit(request);
      this.#learn(request, response);
      observe(response.status, null);
      return response;
    } catch (error) {
      this.#totals.failures += 1;
      observe(null, error);
      throw error;
    }
  }

  async #throughCircuit(request: GovernedRequest): Promise<TransportResponse> {
    try {
      return await this.#circuits.run(request.kind, async () => {
        const response = await this.#options.transport(request);
        if (response.status >= 500 && !request.accept.includes(response.status))
          throw new FailedResponse(response);
        return response;
      });
    } catch (error) {
      if (error instanceof FailedResponse) return error.response;
      throw error;
    }
  }

  #learn(request: GovernedRequest, response: TransportResponse): void {
    const now = this.#clock.now();
    const news = readLimitNews(response.status, response.headers, now);
    if (response.status === 429) this.#totals.rateLimited += 1;
    if (response.status >= 500) this.#totals.failures += 1;
    this.#state = learned(this.#state, this.#options.limits, news, request.ticketId, now);
    if (news.holds !== null) this.#turns.wake();
  }

  async #waitForRepeat(request: GovernedRequest, ending: Ending, attempt: number): Promise<void> {
    if (!isSafeToRepeat(request, ending)) return;
    const random = (this.#options.random ?? Math.random)();
    const delayMs = repeatDelay(ending, attempt, this.#repeat, random, this.#clock.now());
    if (delayMs > this.#patience[request.lane]) throw new AbortError(errorOf(ending));
    await this.#clock.sleep(delayMs, request.signal);
  }

  #held(request: GovernedRequest, now: number): number {
    return request.method === 'GET' ? 0 : holdLeft(this.#state, request.ticketId, now);
  }

  /** Better an answer now, with the time to come back, than a caller who waits an hour. */
  #assertPatient(request: GovernedRequest): void {
    const now = this.#clock.now();
    const wait = Math.max(pauseLeft(this.#state, this.#options.limits, now), this.#held(request, now));
    if (wait <= this.#patience[request.lane]) return;
    throw new SignalboxError(
      'rate-limited',
      `The limits of the site ${this.#options.site} allow the next request in ${Math.ceil(wait / 1000)} s.`,
      { site: this.#options.site, isRetryable: true, retryAfterMs: wait, mayHaveTakenEffect: false },
    );
  }

  #aborted(): SignalboxError {
    return new SignalboxError('aborted', `A request to the site ${this.#options.site} was given up.`, {
      site: this.#options.site,
    });
  }

  snapshot(): GovernorSnapshot {
    const now = this.#clock.now();
    const { limits, site } = this.#options;
    const state = this.#state;
    const pause = pauseLeft(state, limits, now);
    const quota = state.quota && state.quota.resetsAt > now ? state.quota : null;
    return {
      site,
      waiting: this.#turns.waiting(),
      running: this.#turns.running,
      requestsPerSecond: currentPace(state, limits, now),
      throttle: currentThrottle(state, now),
      pausedUntil: pause > 0 ? new Date(now + pause).toISOString() : null,
      pauseReason: pause > 0 ? (state.pausedUntil > now ? state.pauseReason : 'granted-share-used') : null,
      heldTickets: Object.values(state.heldTickets).filter((until) => until > now).length,
      quota: quota && {
        limit: quota.limit,
        remaining: quota.remaining,
        resetsAt: new Date(quota.resetsAt).toISOString(),
        granted: grantedQuota(quota, limits),
        used: quota.used,
        isNearLimit: quota.isNearLimit,
      },
      circuits: this.#circuits.statuses,
      totals: { ...this.#totals },
    };
  }
}

function endingOf(error: unknown): Ending {
  return error instanceof FailedResponse ? { response: error.response } : { error };
}

function errorOf(ending: Ending): Error {
  if ('response' in ending) return new FailedResponse(ending.response);
  return ending.error instanceof Error ? ending.error : new Error('failed', { cause: ending.error });
}
