import type { AccessRules, Account } from './account.ts';
import { localTime } from './local-time.ts';

/** An account with what proves it. */
export interface AccountSeed {
  readonly userName: string;
  readonly password: string;
  readonly roles: readonly string[];
  readonly rules?: AccessRules;
  /** IANA name; default UTC. */
  readonly timeZone?: string;
}

/** A client of the OAuth provider, or the holder of an API key, with the account it acts as. */
export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly apiKey: string;
  readonly userName: string;
}

export interface AuthenticatorOptions {
  readonly accounts: readonly AccountSeed[];
  readonly clients: readonly ClientCredentials[];
  /** sys_ids by user name. */
  readonly userIds: ReadonlyMap<string, string>;
  readonly now: () => number;
  readonly newToken: () => string;
  /** How long an access token is good for. The platform's default is 30 minutes. */
  readonly tokenLifetimeMs: number;
}

/** Tells who sent a request: basic authentication, bearer token, or API key. */
export class Authenticator {
  readonly #options: AuthenticatorOptions;
  readonly #accounts = new Map<string, Account>();
  readonly #byBasic = new Map<string, Account>();
  readonly #tokens = new Map<string, { readonly account: Account; readonly expiresAt: number }>();

  constructor(options: AuthenticatorOptions) {
    this.#options = options;
    for (const seed of options.accounts) {
      const account = {
        userName: seed.userName,
        userId: options.userIds.get(seed.userName) ?? '',
        roles: new Set(seed.roles),
        rules: seed.rules ?? {},
        localTime: localTime(seed.timeZone ?? 'UTC'),
      };
      this.#accounts.set(seed.userName, account);
      this.#byBasic.set(Buffer.from(`${seed.userName}:${seed.password}`).toString('base64'), account);
    }
  }

  account(userName: string): Account | undefined {
    return this.#accounts.get(userName);
  }

  /** Gives an account other rules from now on; tokens it holds follow. */
  restrict(userName: string, rules: AccessRules): void {
    for (const accounts of [this.#accounts, this.#byBasic]) {
      for (const [key, account] of accounts) {
        if (account.userName === userName) accounts.set(key, { ...account, rules });
      }
    }
  }

  /** Undefined for a request that proves nothing. */
  identify(headers: Headers): Account | undefined {
    const key = headers.get('x-sn-apikey');
    if (key !== null) {
      const client = this.#options.clients.find(({ apiKey }) => apiKey === key);
      return client && this.#accounts.get(client.userName);
    }
    const [scheme = '', proof = ''] = (headers.get('authorization') ?? '').split(' ');
    if (scheme.toLowerCase() === 'basic') return this.#byBasic.get(proof);
    if (scheme.toLowerCase() !== 'bearer') return undefined;
    const token = this.#tokens.get(proof);
    if (!token || token.expiresAt <= this.#options.now()) return undefined;
    return this.#accounts.get(token.account.userName);
  }

  /** A new access token, and its life in seconds; undefined for credentials that are not right. */
  issueToken(
    clientId: string,
    clientSecret: string,
  ): { readonly token: string; readonly seconds: number } | undefined {
    const client = this.#options.clients.find((known) => known.clientId === clientId);
    const account = client && this.#accounts.get(client.userName);
    if (!client || client.clientSecret !== clientSecret || !account) return undefined;
    const token = this.#options.newToken();
    const { tokenLifetimeMs } = this.#options;
    this.#tokens.set(token, { account, expiresAt: this.#options.now() + tokenLifetimeMs });
    // The platform counts the second in which it answers.
    return { token, seconds: Math.floor(tokenLifetimeMs / 1000) - 1 };
  }

  /** Ends every token, as an admin can. */
  revokeTokens(): void {
    this.#tokens.clear();
  }
}
