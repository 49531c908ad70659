import type { Clock, Site } from '@signalbox/sdk';
import type { Registry } from 'prom-client';
import type { EventBus } from './events/index.ts';
import type { JobQueue } from './jobs/index.ts';
import type { Logger } from './logging/index.ts';
import type { Store } from './store/index.ts';

/** What every module is built from. */
export interface Kernel {
  readonly store: Store;
  readonly jobs: JobQueue;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly logger: Logger;
  /** By name. */
  readonly sites: ReadonlyMap<string, Site>;
  readonly metrics: Registry;
  /** When this bridge started, ISO 8601. */
  readonly startedAt: string;
}
