/** A webhook as it arrived: the raw body, because signatures are over bytes. */
export interface WebhookDelivery {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
}

/** A delivery whose sender is proved. */
export interface VerifiedDelivery {
  /** Stays the same over the vendor's retries; null when the vendor sends none (the body's hash then dedupes). */
  readonly deliveryId: string | null;
  /** The body as JSON, where the proof needed it: it is then not parsed again. Absent: nobody has parsed it. */
  readonly json?: unknown;
}
