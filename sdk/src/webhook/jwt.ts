import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { SignalboxError } from '../errors/index.ts';
import type { Secret } from '../secret/index.ts';

export interface JwtVerification {
  /** Two while a secret is being replaced: either will do. */
  readonly secrets: Secret | readonly Secret[];
  /** The value of the `Authorization` header, or of a `jwt` parameter. */
  readonly token: string | undefined;
  readonly issuer?: string;
  readonly audience?: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The least that HS256 demands (RFC 7518, 3.2). */
const clockToleranceSeconds = 60;

/**
 * Checks a JWT signed with a shared secret (HS256, as Atlassian's Connect and OAuth webhooks are) and gives its
 * claims. It must expire. Throws `signature`, or `replay` when it has expired.
 */
export async function verifyJwt(options: JwtVerification): Promise<JWTPayload> {
  const token = options.token?.replace(/^(bearer|jwt)\s+/i, '').trim();
  if (!token) throw new SignalboxError('signature', 'The webhook carries no token.');
  const secrets: readonly Secret[] = Array.isArray(options.secrets) ? options.secrets : [options.secrets];
  let last: unknown;
  for (const secret of secrets) {
    try {
      const { payload } = await jwtVerify(token, keyOf(secret), {
        // Named, so that a sender cannot choose `none` or a public key of ours as the secret.
        algorithms: ['HS256'],
        clockTolerance: clockToleranceSeconds,
        currentDate: new Date(options.now),
        requiredClaims: ['exp'],
        ...(options.issuer === undefined ? {} : { issuer: options.issuer }),
        ...(options.audience === undefined ? {} : { audience: options.audience }),
      });
      return payload;
    } catch (error) {
      // Expired means the signature was right: no other secret can do better.
      if (error instanceof errors.JWTExpired)
        throw new SignalboxError('replay', 'The token of the webhook has expired.');
      last = error;
    }
  }
  throw new SignalboxError('signature', 'The token of the webhook is not one of ours.', { cause: last });
}

/** A token as {@link verifyJwt} wants it; `expiresAt` in milliseconds since the epoch. */
export function signJwt(
  secret: Secret,
  claims: JWTPayload & { readonly iss: string },
  times: { readonly issuedAt: number; readonly expiresAt: number },
): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt(Math.floor(times.issuedAt / 1000))
    .setExpirationTime(Math.floor(times.expiresAt / 1000))
    .sign(keyOf(secret));
}

function keyOf(secret: Secret): Uint8Array {
  return new TextEncoder().encode(secret.reveal());
}
