import type { z } from 'zod';
import type { Subscription } from './events/index.ts';
import type { Caller, Role, Route } from './http/index.ts';
import type { Job } from './jobs/index.ts';
import type { Migration, SiteScope } from './store/index.ts';

/** What the overview adds up: counts of things that happened. */
export const flowNames = [
  'received',
  'duplicates',
  'rejectedSignatures',
  'deadLetters',
  'decided',
  'applied',
  'suggested',
  'escalated',
  'none',
  'failedWrites',
] as const;
export type FlowName = (typeof flowNames)[number];

/** …and what is waiting now. */
export const levelNames = ['openDeadLetters', 'pendingActions'] as const;
export type LevelName = (typeof levelNames)[number];

export interface SiteFigure<Name extends string> {
  readonly site: string;
  readonly name: Name;
  readonly count: number;
}

/** One minute of one flow. */
export interface TimelinePoint extends SiteFigure<FlowName> {
  /** The minute's beginning, ISO 8601. */
  readonly at: string;
}

/** Milliseconds. */
export interface LatencyQuantiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** A module's share of the overview; it counts its own rows. */
export interface Figures {
  /** What happened at or after `since` (ISO 8601). */
  flows(scope: SiteScope, since: string): Promise<readonly SiteFigure<FlowName>[]>;
  levels(scope: SiteScope): Promise<readonly SiteFigure<LevelName>[]>;
  timeline(scope: SiteScope, since: string): Promise<readonly TimelinePoint[]>;
  /** From the webhook's arrival to the decision; null when nothing was decided. Of the one module that decides. */
  latency?(scope: SiteScope, since: string): Promise<LatencyQuantiles | null>;
}

/** Something an operator does by name, from the command line or another module's page. */
export interface Command<Input = unknown> {
  /** `intake.replay-dead-letter`. */
  readonly name: string;
  readonly summary: string;
  readonly roles: readonly Role[];
  readonly input: z.ZodType<Input>;
  run(input: Input, caller: Caller): Promise<unknown>;
}

/** A person whose data is looked for: any of these may be known. */
export interface DataSubject {
  readonly ids: readonly string[];
  readonly emails: readonly string[];
  readonly names: readonly string[];
}

export interface PersonalRecord {
  readonly site: string;
  readonly kind: string;
  readonly id: string;
  readonly at: string;
}

/** How privacy reaches what a module holds about people, without knowing its tables. */
export interface PersonalData {
  find(scope: SiteScope, subject: DataSubject): Promise<readonly PersonalRecord[]>;
  export(scope: SiteScope, subject: DataSubject): Promise<readonly (PersonalRecord & { content: unknown })[]>;
  /** Returns how many records were erased. */
  erase(scope: SiteScope, subject: DataSubject): Promise<number>;
}

/** A class of data that is kept for a limited time. */
export interface RetentionRule {
  /** `intake.bodies`. */
  readonly dataClass: string;
  readonly keepDays: number;
  /** Deletes what is older than `before` (ISO 8601) and says how many rows that were. */
  sweep(before: string): Promise<number>;
}

export interface HealthCheck {
  readonly name: string;
  /** Throws, or resolves to false, when what it stands for does not work. */
  isReady(): Promise<boolean>;
  /** False: the bridge does its work without it, worse, and still gets traffic. Default true. */
  readonly isRequired?: boolean;
}

/** What a module can prove to an auditor over a period. */
export interface Evidence {
  readonly control: string;
  collect(scope: SiteScope, from: string, to: string): Promise<unknown>;
}

/**
 * A module of the bridge. Modules meet through domain events and the doors of their folders, never through each
 * other's tables; what spans modules (privacy, retention, health, the overview) works through these members.
 */
export interface Module {
  readonly name: string;
  readonly migrations?: readonly Migration[];
  readonly routes?: readonly Route[];
  readonly jobs?: readonly Job[];
  readonly commands?: readonly Command[];
  readonly events?: readonly Subscription[];
  readonly personalData?: PersonalData;
  readonly retention?: readonly RetentionRule[];
  readonly health?: readonly HealthCheck[];
  readonly evidence?: readonly Evidence[];
  readonly figures?: Figures;
  /** After migrations and queues, before HTTP. */
  start?(): Promise<void>;
  /** After HTTP, before the store. */
  stop?(): Promise<void>;
}
