import { createHmac, timingSafeEqual } from 'node:crypto';
import { SignalboxError } from '../errors/index.ts';
import type { Secret } from '../secret/index.ts';

export type HmacAlgorithm = 'sha1' | 'sha256' | 'sha384' | 'sha512';
export type SignatureEncoding = 'hex' | 'base64';

export interface HmacOptions {
  readonly body: Uint8Array | string;
  readonly encoding: SignatureEncoding;
  /** Stands before the encoded signature (`sha256=`). */
  readonly prefix?: string;
  readonly algorithm: HmacAlgorithm;
}

export interface HmacVerification extends HmacOptions {
  /** Two while a secret is being replaced: either will do. */
  readonly secrets: Secret | readonly Secret[];
  /** As the header gave it; undefined when it is missing. */
  readonly signature: string | undefined;
}

/** The signature a sender puts into its header: HMAC (RFC 2104) over the raw body. */
export function signHmac(secret: Secret | Uint8Array, options: HmacOptions): string {
  const key = secret instanceof Uint8Array ? secret : secret.reveal();
  const digest = createHmac(options.algorithm, key).update(options.body).digest(options.encoding);
  return `${options.prefix ?? ''}${digest}`;
}

/**
 * Checks an HMAC over the raw body in constant time. Throws `signature` when it is missing or made with none of the
 * secrets; the message does not tell which, and holds neither.
 */
export function verifyHmac(options: HmacVerification): void {
  const { signature } = options;
  if (signature === undefined || signature === '') {
    throw new SignalboxError('signature', 'The webhook carries no signature.');
  }
  const secrets = Array.isArray(options.secrets) ? options.secrets : [options.secrets];
  // Every secret is tried, so that the time taken does not tell which one fits.
  const matches = secrets.filter((secret: Secret) =>
    isSameSignature(signHmac(secret, options), signature.trim(), options.encoding),
  );
  if (matches.length === 0) {
    throw new SignalboxError('signature', 'The signature of the webhook does not fit its body.');
  }
}

/** Constant-time; hex in either case. */
export function isSameSignature(expected: string, given: string, encoding: SignatureEncoding): boolean {
  const fold = (text: string) => Buffer.from(encoding === 'hex' ? text.toLowerCase() : text, 'utf8');
  const left = fold(expected);
  const right = fold(given);
  return left.length === right.length && timingSafeEqual(left, right);
}
