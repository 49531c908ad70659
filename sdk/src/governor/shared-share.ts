import type { Clock } from '../clock/index.ts';
import { type LimitMemory, memoryOf, recalled } from './limit-memory.ts';
import { currentPace, kindPace, type LimitState, type Weight } from './limit-state.ts';
import type { Limits } from './limits.ts';
import { grantedQuota, quotaAt } from './quota.ts';
import { Reachable } from './reachable.ts';
import type { SharedLimits } from './shared-limits.ts';
import { SharedPoints } from './shared-points.ts';
import { SharedStarts } from './shared-starts.ts';

/** What the governor offers to those it shares with. */
export interface ShareHolder {
  readonly state: () => LimitState;
  readonly recall: (change: (state: LimitState, now: number) => LimitState) => void;
  /** Something may go now that could not before. */
  readonly onChange: () => void;
}

/** Asked again when nobody woke the one who waits. */
const untilAnsweredMs = 1_000;

/** One governor's part in limits that several processes keep together; alone while the others cannot be reached. */
export class SharedShare {
  readonly #shared: SharedLimits;
  readonly #clock: Clock;
  readonly #holder: ShareHolder;
  readonly #reachable: Reachable;
  readonly #starts: SharedStarts;
  readonly #startsOfKinds = new Map<string, SharedStarts>();
  readonly #points: SharedPoints;
  #stopListening: () => void = () => undefined;
  #remembering: Promise<void> | null = null;
  #isNewToOthers = false;

  constructor(shared: SharedLimits, clock: Clock, holder: ShareHolder) {
    this.#shared = shared;
    this.#clock = clock;
    this.#holder = holder;
    this.#reachable = new Reachable(clock);
    this.#starts = this.#schedule(null);
    this.#points = new SharedPoints(shared, this.#reachable, clock, holder.onChange);
  }

  get processes(): number {
    return Math.max(1, this.#shared.processes);
  }

  isReachable(now: number): boolean {
    return this.#reachable.isAt(now);
  }

  /** Takes over what is known, and listens for more. */
  async join(): Promise<void> {
    this.#stopListening = this.#shared.onChange(() => void this.#recall());
    await this.#recall();
  }

  /** From now on this process goes by its own part of the share. */
  async leave(): Promise<void> {
    this.#stopListening();
    await this.#remembering;
    await this.#points.giveBack(spentBy(this.#holder.state(), this.#clock.now()));
    this.#reachable.close();
  }

  /** The limits that this process may go by: all of the share, or its part of it while it is alone. */
  limits(limits: Limits, now: number): Limits {
    return this.isReachable(now) ? limits : { ...limits, share: limits.share / this.processes };
  }

  /** The state with what the others took. */
  seen(state: LimitState, now: number): LimitState {
    const quota = quotaAt(state.quota, now);
    if (!quota || !this.isReachable(now)) return state;
    return { ...state, quota: { ...quota, others: this.#points.othersIn(quota) } };
  }

  /** Milliseconds until a start that no other process has; 0: now. */
  untilNextStart(waiting: number, limits: Limits, now: number): number {
    const pace = currentPace(this.#holder.state(), limits, now);
    const wait = this.#starts.untilNext(waiting, pace, now);
    return Math.min(wait ?? 0, untilAnsweredMs);
  }

  /** Milliseconds until this one may start, by what all processes together may do; 0: now. */
  untilMayStart(limits: Limits, weight: Weight, now: number): number {
    return this.#untilEnough(limits, weight, now) || this.#untilKind(limits, weight.kind, now);
  }

  started(kind: string): void {
    this.#starts.take();
    this.#startsOfKinds.get(kind)?.take();
  }

  #schedule(kind: string | null): SharedStarts {
    return new SharedStarts(kind, this.#shared, this.#reachable, this.#clock, this.#holder.onChange);
  }

  #untilKind(limits: Limits, kind: string, now: number): number {
    const pace = kindPace(this.#holder.state(), limits, kind, now);
    if (pace === null) return 0;
    const starts = this.#startsOfKinds.get(kind) ?? this.#schedule(kind);
    this.#startsOfKinds.set(kind, starts);
    return Math.min(starts.untilNext(1, pace, now) ?? 0, untilAnsweredMs);
  }

  #untilEnough(limits: Limits, weight: Pick<Weight, 'points'>, now: number): number {
    const state = this.#holder.state();
    const quota = quotaAt(state.quota, now);
    if (!quota) return 0;
    const granted = grantedQuota(quota, limits);
    // One that alone costs more than the share would never go.
    const points = Math.min(weight.points, granted);
    const wait = this.#points.untilEnough(quota, granted, spentBy(state, now), points, now) ?? 0;
    return Number.isFinite(wait) ? wait : untilAnsweredMs;
  }

  /** Lets the others know, soon: what happens meanwhile goes with the next message. */
  remember(): void {
    this.#isNewToOthers = true;
    this.#remembering ??= this.#rememberAll().finally(() => {
      this.#remembering = null;
    });
  }

  async #rememberAll(): Promise<void> {
    while (this.#isNewToOthers) {
      this.#isNewToOthers = false;
      const memory = memoryOf(this.#holder.state());
      // What is lost here is told with the next refusal: the vendor repeats itself.
      await this.#reachable.ask(() => this.#shared.remember(memory));
    }
  }

  async #recall(): Promise<void> {
    const take = (memory: LimitMemory | null) => {
      if (memory) this.#holder.recall((state, now) => recalled(state, memory, now));
    };
    take(await this.#reachable.ask(() => this.#shared.recall(), take));
  }
}

function spentBy(state: LimitState, now: number): number {
  return (quotaAt(state.quota, now)?.used ?? 0) + state.pending;
}
