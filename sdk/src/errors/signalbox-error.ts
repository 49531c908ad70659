/** What went wrong, as data. Codes are stable; messages are for people and say what to do. */
export type ErrorCode =
  | 'configuration'
  | 'authentication'
  | 'permission'
  | 'not-found'
  | 'conflict'
  | 'rejected'
  | 'rate-limited'
  | 'circuit-open'
  | 'timeout'
  | 'network'
  | 'vendor-unavailable'
  | 'vendor-contract'
  | 'signature'
  | 'replay'
  | 'unreadable'
  | 'too-large'
  | 'forbidden-origin'
  | 'aborted'
  /** Another process has the data directory open. */
  | 'store-in-use'
  | 'store-unavailable'
  /** Made by another program, by a newer version, or torn: refused and left as it is. */
  | 'store-incompatible'
  | 'platform-unsupported'
  | 'overloaded';

export interface ErrorFacts {
  readonly site?: string | undefined;
  readonly isRetryable?: boolean | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly statusCode?: number | undefined;
  /**
   * For a write: false when the vendor certainly did not act (refused before the effect), true when it may have
   * acted (time-out, connection cut, 5xx after sending). A repeat is then safe only after reading back.
   */
  readonly mayHaveTakenEffect?: boolean | undefined;
  /** Reasons by the vendor's field id, as the vendor gave them. */
  readonly fields?: Readonly<Record<string, string>> | undefined;
  readonly cause?: unknown;
}

const marker = Symbol.for('@signalbox/error');

/** The one error class. Recognise it with {@link isSignalboxError}: `instanceof` fails across copies of a package. */
export class SignalboxError extends Error {
  readonly [marker] = true;
  readonly code: ErrorCode;
  readonly site: string | undefined;
  readonly isRetryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly statusCode: number | undefined;
  readonly mayHaveTakenEffect: boolean;
  readonly fields: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, message: string, facts: ErrorFacts = {}) {
    super(message, facts.cause === undefined ? {} : { cause: facts.cause });
    this.name = 'SignalboxError';
    this.code = code;
    this.site = facts.site;
    this.isRetryable = facts.isRetryable ?? false;
    this.retryAfterMs = facts.retryAfterMs;
    this.statusCode = facts.statusCode;
    this.mayHaveTakenEffect = facts.mayHaveTakenEffect ?? false;
    this.fields = facts.fields ?? {};
  }
}

/** The same error, with facts that were not known where it arose. */
export function withFacts(
  error: SignalboxError,
  facts: Pick<ErrorFacts, 'site' | 'mayHaveTakenEffect'>,
): SignalboxError {
  const { isRetryable, retryAfterMs, statusCode, mayHaveTakenEffect, fields, cause, site } = error;
  const known = { isRetryable, retryAfterMs, statusCode, mayHaveTakenEffect, fields, cause, site };
  return new SignalboxError(error.code, error.message, { ...known, ...facts });
}

export function isSignalboxError(value: unknown): value is SignalboxError {
  return typeof value === 'object' && value !== null && marker in value;
}
