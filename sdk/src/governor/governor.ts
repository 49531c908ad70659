import pRetry from 'p-retry';
import { type Clock, systemClock } from '../clock/index.ts';
import { isSignalboxError, SignalboxError, withFacts } from '../errors/index.ts';
import {
  asRateLimited,
  type GovernedRequest,
  type GovernedResponse,
  type GovernedTransport,
  type Lane,
  type LimitNews,
  readLimitNews,
  type Transport,
  type TransportResponse,
  transportFailure,
} from '../http/index.ts';
import { type CircuitOptions, Circuits, defaultCircuitOptions, FailedResponse } from './circuits.ts';
import { areSame, type ObservedLimit, observedLimit, withLearned } from './learned-limit.ts';
import {
  ended,
  holdLeft,
  initialLimitState,
  type LimitState,
  pauseLeft,
  quotaLeft,
  started,
  untilMayStart,
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
import type { SharedLimits } from './shared-limits.ts';
import { SharedShare } from './shared-share.ts';
import { type GovernorSnapshot, limitsSnapshot, type RequestObserver } from './snapshot.ts';
import { StartLog } from './start-log.ts';
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
  /**
   * Keeps the limits together with other processes from now on, and starts from what is remembered of them. Gives the
   * way to leave them.
   */
  readonly share: (shared: SharedLimits) => Promise<() => Promise<void>>;
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

const longestReservationMs = 100;

/** One governor per site; everything that goes to the site goes through it. */
export function createGovernor(options: GovernorOptions): Governor {
  const governor = new SiteGovernor(options);
  return {
    execute: (request) => governor.execute(request),
    snapshot: () => governor.snapshot(),
    share: (shared) => governor.share(shared),
  };
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
  readonly #starts = new StartLog();
  readonly #observed = new Map<string | null, ObservedLimit>();
  #state: LimitState;
  #share: SharedShare | null = null;
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
      untilNextStart: (now: number) => this.#untilNextStart(now),
      untilMayGo: (request: GovernedRequest, now: number) => this.#untilMayGo(request, now),
      onStart: (request: GovernedRequest, now: number) => this.#started(request, now),
      slots: () => Math.max(1, Math.floor(options.limits.maxConcurrent / (this.#share?.processes ?? 1))),
    };
    this.#turns = new Turns(this.#clock, gate);
  }

  async share(shared: SharedLimits): Promise<() => Promise<void>> {
    const share = new SharedShare(shared, this.#clock, {
      state: () => this.#state,
      recall: (change) => {
        this.#state = change(this.#state, this.#clock.now());
        this.#limitsChanged();
      },
      onChange: () => this.#limitsChanged(),
    });
    await share.join();
    this.#share = share;
    return () => share.leave();
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
    this.#starts.add(startedAt, request.kind);
    const ending = await this.#ending(request);
    const status = 'response' in ending ? ending.response.status : null;
    this.#learn(request, startedAt, ending);
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
    const answer = await this.#options.transport(request).catch((error: unknown) => {
      if (isSignalboxError(error)) throw error;
      // A stranger's error may hold the request: only its name goes on.
      throw transportFailure(request, 'network', true, error instanceof Error ? error.name : typeof error);
    });
    const response = asRateLimited(answer);
    if (response.status >= 500 && !request.accept.includes(response.status))
      throw new FailedResponse(response);
    return response;
  }

  #learn(request: GovernedRequest, startedAt: number, ending: Ending): void {
    const now = this.#clock.now();
    const limits = this.#limits(now);
    const response = 'response' in ending ? ending.response : null;
    const news = response && readLimitNews(response.status, response.headers, now);
    const before = this.#state;
    this.#state = ended(before, limits, request, news, now);
    if (response?.status === 429) {
      this.#totals.rateLimited += 1;
      this.#starts.remove(startedAt, request.kind);
      if (news) this.#learnLimit(request, news, now);
    }
    const isNewQuota = this.#state.quota?.limit !== before.quota?.limit;
    const isRefused = news !== null && news.holds !== null;
    if (isRefused || isNewQuota) this.#share?.remember();
    if (isRefused) this.#limitsChanged();
  }

  /** A limit that no header announced is worked out from what the vendor took before it refused. */
  #learnLimit(request: GovernedRequest, news: LimitNews, now: number): void {
    const isAnnounced =
      news.quota?.resetsAt != null || (news.holds === 'client' && this.#state.quota !== null);
    if (isAnnounced || (news.holds !== 'pace' && news.holds !== 'client')) return;
    const kind = news.holds === 'pace' ? request.kind : null;
    const named = news.burstLimit === null ? null : { limit: news.burstLimit, windowMs: 1_000 };
    const observed = named ?? this.#confirmed(kind, news.retryAfterMs, now);
    if (!observed) return;
    const learned = { kind, limit: observed.limit, windowMs: observed.windowMs, learnedAt: now };
    const source = named ? 'named' : 'observed';
    this.#state = { ...this.#state, learned: withLearned(this.#state.learned, learned, source) };
  }

  /** One refusal may be somebody else's doing: two that look the same are a limit. */
  #confirmed(kind: string | null, retryAfterMs: number | null, now: number): ObservedLimit | null {
    const observed = observedLimit(this.#starts.times(now, kind ?? undefined), now, retryAfterMs);
    if (!observed) return null;
    const before = this.#observed.get(kind);
    const isKnown = this.#state.learned.some((learned) => learned.kind === kind);
    if (isKnown || (before && areSame(before, observed))) return observed;
    // The refusals of one burst: the last one has seen what was on its way.
    const isApart = !before || now - before.at >= observed.windowMs;
    if (isApart || before.windowMs !== observed.windowMs) this.#observed.set(kind, observed);
    return null;
  }

  #limits(now: number): Limits {
    return this.#share?.limits(this.#options.limits, now) ?? this.#options.limits;
  }

  #seen(now: number): LimitState {
    return this.#share?.seen(this.#state, now) ?? this.#state;
  }

  #untilNextStart(now: number): number {
    const limits = this.#limits(now);
    const own = untilNextStart(this.#state, limits, now);
    // Whoever waits long for the vendor reserves nothing meanwhile.
    if (!this.#share || own > longestReservationMs) return own;
    return Math.max(own, this.#share.untilNextStart(this.#turns.size, limits, now));
  }

  #untilMayGo(request: GovernedRequest, now: number): number {
    const limits = this.#limits(now);
    const own = Math.max(this.#held(request, now), untilMayStart(this.#seen(now), limits, request, now));
    return own > 0 || !this.#share ? own : this.#share.untilMayStart(limits, request, now);
  }

  #started(request: GovernedRequest, now: number): void {
    const limits = this.#limits(now);
    this.#state = started(this.#state, limits, request, now);
    this.#share?.started(request.kind);
    // The start may have been the last one that the granted share allows.
    if (quotaLeft(this.#seen(now), limits, request, now) > 0) this.#turnAwayImpatient();
  }

  #limitsChanged(): void {
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
    const wait = Math.max(
      pauseLeft(this.#state, now),
      this.#held(request, now),
      quotaLeft(this.#seen(now), this.#limits(now), request, now),
    );
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
    const now = this.#clock.now();
    return {
      site: this.#options.site,
      waiting: this.#turns.waiting(),
      running: this.#turns.running,
      share: this.#options.limits.share,
      ...limitsSnapshot(this.#seen(now), this.#limits(now), now),
      shared: this.#share && {
        isReachable: this.#share.isReachable(now),
        processes: this.#share.processes,
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
