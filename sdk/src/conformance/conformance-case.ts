import type { Connector } from '../connector/index.ts';
import type { SandboxAdmin } from '../sandbox/index.ts';
import type { Bench, BenchOptions } from './bench/index.ts';

/** The capabilities that cases may ask for. */
export type CapabilityName = keyof Pick<
  Connector<unknown>,
  'tickets' | 'catalog' | 'changes' | 'humanQueue' | 'webhook' | 'webhookRegistrations' | 'cmdb' | 'diagnosis'
>;

/** One promise of a connector, tried at a bench of its own. */
export interface ConformanceCase {
  /** `AREA: what holds`; unique. */
  readonly name: string;
  /** Skipped for a connector that lacks one of these. */
  readonly needs: readonly CapabilityName[];
  /** Skipped where the sandbox, or its `admin`, lacks one of these. */
  readonly needsSandbox?: readonly (keyof SandboxAdmin | 'deleteTicket')[];
  readonly bench?: BenchOptions;
  /** Rejects when the promise is broken, in words its author can act on. */
  run(bench: Bench): Promise<void>;
}
