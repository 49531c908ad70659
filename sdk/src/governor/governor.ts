import pRetry from 'p-retry';
import { type Clock, systemClock } from '../clock/index.ts';
import { isSignalboxError, SignalboxError, withFacts } from '../errors/index.ts';
import {
  type GovernedRequest,
  type GovernedResponse,
  type GovernedTransport,
  type Lane,
  readLimitNews,
  type Transport,
  type TransportResponse,
  transportFailure,
} from '../http/index.ts';
import { type CircuitOptions, Circuits, defaultCircuitOptions, FailedResponse } from './circuits.ts';
import {
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
  mayHaveTakenEffect,
  type RepeatOptions,
  repeatDelay,
} from './repeat-policy.ts';
import { type GovernorSnapshot, limitsSnapshot, type RequestObserver } from './snapshot.ts';
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
  readonly snapshot: () => GovernorSnapshot;
}

/** An agent waits seconds; a job can be put back; a backfill outlives the vendor's hour. */
export const defaultPatienceMs: Readonly<Record<Lane, number>> = {
  interactive: 10_000,
  webhook: 60_000,
  backfill: 65 * 60_000,
};

/**
 * For a service whose jobs can come back: a vendor that asks for a long pause then holds up none of the work for other
 * sites. Give it to `openSite` as `governor.patienceMs`.
 */
export const servicePatienceMs = { webhook: 5_000 } as const satisfies GovernorOptions['patienceMs'];

/** One governor per site; everything that goes to the site goes through it. */
export function createGovernor(options: GovernorOptions): Governor {
  const governor = new SiteGovernor(options);
  return { execute: (request) => governor.execute(request), snapshot: () => governor.snapshot() };
}

/** One request on its way through as many tries as are safe. */
interface Course {
  readonly request: GovernedRequest;
  /** True once a try ended without a certain answer. */
  isUncertain: boolean;
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
    this.#state = initialLimitState(this.#clock.now());
    const gate = {
      untilNextStart: (now: number) => untilNextStart(this.#state, options.limits, now),
      untilMayGo: (request: GovernedRequest, now: number) => this.#held(request, now),
      onStart: (now: number) => {
        this.#state = taken(this.#state, options.limits, now);
        // The start may have been the last one that the granted share allows.
        if (pauseLeft(this.#state, options.limits, now) > 0) this.#turnAwayImpatient();
      },
    };
    this.#turns = new Turns(this.#clock, gate, options.limits.maxConcurrent);
  }

  async execute(request: GovernedRequest): Promise<GovernedResponse> {
    const course: Course = { request, isUncertain: false };
    try {
      const response = await this.#repeated(course);
      return { ...response, mayHaveTakenEffect: course.isUncertain };
    } catch (error) {
      if (error instanceof FailedResponse)
        return { ...error.response, mayHaveTakenEffect: course.isUncertain };
      const known = request.signal?.aborted && !isSignalboxError(error) ? this.#aborted() : error;
      throw course.isUncertain && isSignalboxError(known)
        ? withFacts(known, { mayHaveTakenEffect: true })
        : known;
    }
  }

  #repeated(course: Course): Promise<TransportResponse> {
    const { request } = course;
    return pRetry((attempt) => this.#attempt(course, attempt), {
      retries: this.#repeat.attempts - 1,
      // The governor waits itself, on its own clock.
      minTimeout: 0,
      onFailedAttempt: ({ error, attemptNumber, retriesLeft }) =>
        retriesLeft > 0 ? this.#waitForRepeat(request, endingOf(error), attemptNumber) : undefined,
      shouldRetry: ({ error }) => isSafeToRepeat(request, endingOf(error)),
    });
  }

  async #attempt(course: Course, attempt: number): Promise<TransportResponse> {
    const { request } = course;
    const refusal = this.#impatience(request);
    if (refusal) throw refusal;
    this.#circuits.assertClosed(request.kind);
    const ending = await this.#turns.take(request.lane, request, request.signal, (waitedMs) =>
      this.#exchange(request, attempt - 1, waitedMs),
    );
    course.isUncertain ||= isSafeToRepeat(request, ending) && mayHaveTakenEffect(request, ending);
    if ('error' in ending) throw ending.error;
    if (isSafeToRepeat(request, ending)) throw new FailedResponse(ending.response);
    return ending.response;
  }

  async #exchange(request: GovernedRequest, retried: number, waitedMs: number): Promise<Ending> {
    const startedAt = this.#clock.now();
    this.#totals.requests += 1;
    if (retried > 0) this.#totals.repeats += 1;
    const ending = await this.#ending(request);
    const status = 'response' in ending ? ending.response.status : null;
    if ('response' in ending) this.#learn(request, ending.response);
    if (status === null || status >= 500) this.#totals.failures += 1;
    this.#options.onRequest?.({
      site: this.#options.site,
      kind: request.kind,
      lane: request.lane,
      method: request.method,
      status,
      code: 'error' in ending && isSignalboxError(ending.error) ? ending.error.code : null,
      durationMs: this.#clock.now() - startedAt,
      waitedMs,
      retried,
    });
    return ending;
  }

  async #ending(request: GovernedRequest): Promise<Ending> {
    try {
      const response = await this.#circuits.run(request.kind, () => this.#send(request));
      return { response };
    } catch (error) {
      return endingOf(error);
    }
  }

  async #send(request: GovernedRequest): Promise<TransportResponse> {
    const response = await this.#options.transport(request).catch((error: unknown) => {
      if (isSignalboxError(error)) throw error;
      // A stranger's error may hold the request: only its name goes on.
      throw transportFailure(request, 'network', true, error instanceof Error ? error.name : typeof error);
    });
    if (response.status >= 500 && !request.accept.includes(response.status))
      throw new FailedResponse(response);
    return response;
  }

  #learn(request: GovernedRequest, response: TransportResponse): void {
    const now = this.#clock.now();
    const news = readLimitNews(response.status, response.headers, now);
    if (response.status === 429) this.#totals.rateLimited += 1;
    this.#state = learned(this.#state, this.#options.limits, news, request.ticketId, now);
    if (news.holds === null) return;
    this.#turnAwayImpatient();
    this.#turns.limitsChanged();
  }

  #turnAwayImpatient(): void {
    this.#turns.refuse((waiting) => this.#impatience(waiting));
  }

  async #waitForRepeat(request: GovernedRequest, ending: Ending, attempt: number): Promise<void> {
    if (!isSafeToRepeat(request, ending)) return;
    const random = (this.#options.random ?? Math.random)();
    const delayMs = repeatDelay(ending, attempt, this.#repeat, random, this.#clock.now());
    if (delayMs > this.#patience[request.lane]) throw errorOf(ending);
    await this.#clock.sleep(delayMs, request.signal);
  }

  /** Reading a ticket stays possible while writes to it wait. */
  #held(request: GovernedRequest, now: number): number {
    return request.method === 'GET' ? 0 : holdLeft(this.#state, request.ticketId, now);
  }

  /** Better an answer now, with the time to come back, than a caller who waits an hour; null while it is worth waiting. */
  #impatience(request: GovernedRequest): SignalboxError | null {
    const now = this.#clock.now();
    const wait = Math.max(pauseLeft(this.#state, this.#options.limits, now), this.#held(request, now));
    if (wait <= this.#patience[request.lane]) return null;
    return new SignalboxError(
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
    return {
      site: this.#options.site,
      waiting: this.#turns.waiting(),
      running: this.#turns.running,
      ...limitsSnapshot(this.#state, this.#options.limits, this.#clock.now()),
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
