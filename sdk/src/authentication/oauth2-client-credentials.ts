import { z } from 'zod';
import { SignalboxError } from '../errors/index.ts';
import type { Authentication, AuthenticationContext, TransportResponse } from '../http/index.ts';
import { isLinkLocalAddress } from '../http/index.ts';
import type { Secret } from '../secret/index.ts';

export interface OAuth2ClientCredentials {
  /** https, or http on the machine itself. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly scope?: string;
  /** Further members of the token request (`audience`). */
  readonly extraParameters?: Readonly<Record<string, string>>;
  /** How the token request is written: RFC 6749 says form; Atlassian also reads JSON. */
  readonly style: 'form' | 'json';
}

interface Token {
  readonly value: string;
  readonly fetchedAt: number;
  readonly freshUntil: number;
}

const tokenSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().optional(),
});

const timeoutMs = 15_000;
const assumedLifetimeSeconds = 300;
/** A token is replaced this long before it ends, at most at half its life: a request under way must not outlive it. */
const earlyMs = 60_000;

/** A token this young is not blamed for a refusal. */
const newTokenMs = 2_000;

/** OAuth 2 client credentials (RFC 6749, 4.4): one token for all, fetched once however many requests wait for it. */
export function oauth2ClientCredentials(options: OAuth2ClientCredentials): Authentication {
  const url = checkedTokenUrl(options.tokenUrl);
  let token: Token | null = null;
  let pending: Promise<Token> | null = null;
  let lastUse = 0;

  const fetched = (context: AuthenticationContext): Promise<Token> => {
    pending ??= fetchToken(options, context)
      .then((fresh) => {
        token = fresh;
        return fresh;
      })
      .finally(() => {
        pending = null;
      });
    return pending;
  };

  return {
    origins: [url.origin],
    async headers(context) {
      lastUse = context.clock.now();
      const current = token && token.freshUntil > context.clock.now() ? token : await fetched(context);
      return { authorization: `Bearer ${current.value}` };
    },
    refresh() {
      // Several requests may be refused with the old token: the first drops it, the others meet the new one.
      if (token && lastUse - token.fetchedAt >= newTokenMs) token = null;
      return true;
    },
  };
}

async function fetchToken(options: OAuth2ClientCredentials, context: AuthenticationContext): Promise<Token> {
  const parameters = {
    grant_type: 'client_credentials',
    client_id: options.clientId,
    client_secret: options.clientSecret.reveal(),
    ...(options.scope === undefined ? {} : { scope: options.scope }),
    ...options.extraParameters,
  };
  const isForm = options.style === 'form';
  const startedAt = context.clock.now();
  const response = await context.transport({
    method: 'POST',
    url: options.tokenUrl,
    headers: {
      accept: 'application/json',
      'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
    },
    body: isForm ? new URLSearchParams(parameters).toString() : JSON.stringify(parameters),
    timeoutMs,
    // Several requests wait for this one token: none of them may take it from the others.
    signal: undefined,
  });
  const answer = parsedToken(response);
  const lifetimeMs = (answer.expires_in ?? assumedLifetimeSeconds) * 1000;
  return {
    value: answer.access_token,
    fetchedAt: context.clock.now(),
    freshUntil: startedAt + lifetimeMs - Math.min(earlyMs, lifetimeMs / 2),
  };
}

function parsedToken(response: TransportResponse): z.infer<typeof tokenSchema> {
  const { status } = response;
  if (status === 429 || status >= 500) {
    throw new SignalboxError('vendor-unavailable', `The token endpoint answered with status ${status}.`, {
      statusCode: status,
      isRetryable: true,
    });
  }
  if (status < 200 || status >= 300) {
    throw new SignalboxError(
      'authentication',
      `The token endpoint refused the client (status ${status}); check client id, client secret and scope.`,
      { statusCode: status },
    );
  }
  const answer = tokenSchema.safeParse(json(response.body));
  if (answer.success) return answer.data;
  throw new SignalboxError(
    'authentication',
    'The token endpoint answered without an access token; check the token URL.',
    { statusCode: status },
  );
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function checkedTokenUrl(tokenUrl: string): URL {
  const url = URL.canParse(tokenUrl) ? new URL(tokenUrl) : null;
  const isLocal = url !== null && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal);
  if (url && isSafe && !isLinkLocalAddress(url.hostname)) return url;
  throw new SignalboxError('configuration', 'Set tokenUrl to an https address of the token endpoint.');
}
