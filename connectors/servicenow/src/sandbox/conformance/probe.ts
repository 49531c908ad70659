import type { Fault } from '@signalbox/sdk/sandbox';

/** One kind of answer the sandbox gives, and the official example it is held to. */
export interface Probe {
  /** As it stands in the README's table when there is no example. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  /** Instead of JSON. */
  readonly form?: string;
  readonly status: number;
  /** A file of `contract/examples`; null when the vendor publishes none. */
  readonly example: string | null;
  readonly fault?: Fault;
  readonly isAnonymous?: boolean;
  /** Paths that the sandbox has beyond the example, with the reason in the README. */
  readonly additional?: readonly string[];
}
