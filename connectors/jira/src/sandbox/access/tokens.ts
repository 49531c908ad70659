import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Answer, ok } from '../http/index.ts';

export interface OAuthClient {
  readonly clientId: string;
  readonly clientSecret: string;
  /** The account the client acts as. */
  readonly accountId: string;
}

const grantSchema = z.object({
  grant_type: z.string(),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
});

const lifetimeMs = 3_600_000;

/** Access tokens of the client-credentials grant: they live an hour, or until they are revoked. */
export class Tokens {
  readonly #client: OAuthClient;
  readonly #now: () => number;
  readonly #expiresAt = new Map<string, number>();

  constructor(client: OAuthClient, now: () => number) {
    this.#client = client;
    this.#now = now;
  }

  /** Answers the token endpoint; the body may be JSON or a form. */
  grant(body: string, contentType: string | null): Answer {
    const parsed = grantSchema.safeParse(readGrant(body, contentType));
    if (!parsed.success) return refused(400, 'invalid_request', 'grant_type is required.');
    const { grant_type: grantType, client_id: clientId, client_secret: clientSecret } = parsed.data;
    if (grantType !== 'client_credentials') {
      return refused(400, 'unsupported_grant_type', `Grant type ${grantType} is not supported.`);
    }
    if (clientId !== this.#client.clientId || clientSecret !== this.#client.clientSecret) {
      return refused(401, 'invalid_client', 'Client authentication failed.');
    }
    const token = `sandbox-${randomUUID()}`;
    this.#expiresAt.set(token, this.#now() + lifetimeMs);
    return ok({
      access_token: token,
      expires_in: lifetimeMs / 1000,
      token_type: 'Bearer',
      scope: 'read:jira-work write:jira-work write:servicedesk-request',
    });
  }

  /** The account a token acts for; null when it is unknown, expired or revoked. */
  accountOf(token: string): string | null {
    const expiresAt = this.#expiresAt.get(token);
    return expiresAt !== undefined && expiresAt > this.#now() ? this.#client.accountId : null;
  }

  revokeAll(): void {
    this.#expiresAt.clear();
  }
}

const refused = (status: number, error: string, description: string): Answer => ({
  status,
  body: { error, error_description: description },
});

function readGrant(body: string, contentType: string | null): unknown {
  if (!contentType?.includes('json')) return Object.fromEntries(new URLSearchParams(body));
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
