/** Tokens that come at a pace; a request takes one. Plain data. */
export interface Bucket {
  /** Tokens at `at`. */
  readonly tokens: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** How a bucket fills. */
export interface Flow {
  /** Tokens per second. */
  readonly pace: number;
  /** The most it holds. */
  readonly size: number;
}

export function tokensAt(bucket: Bucket, { pace, size }: Flow, now: number): number {
  return Math.min(size, bucket.tokens + (Math.max(0, now - bucket.at) / 1_000) * pace);
}

/** Milliseconds until the bucket holds a token; 0: now. */
export function untilToken(bucket: Bucket, flow: Flow, now: number): number {
  const missing = 1 - tokensAt(bucket, flow, now);
  // Never 0 for a rounding error's sake.
  return missing <= 1e-9 ? 0 : Math.max(1, Math.ceil((missing / flow.pace) * 1_000));
}

export function withoutToken(bucket: Bucket, flow: Flow, now: number): Bucket {
  return { tokens: tokensAt(bucket, flow, now) - 1, at: Math.max(bucket.at, now) };
}
