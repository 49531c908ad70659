import { Refusal } from '../http/index.ts';
import type { Account, SiteState } from '../state/index.ts';
import { findAccount } from '../state/index.ts';
import type { Tokens } from './tokens.ts';

export interface Identity {
  readonly account: Account;
  readonly isApp: boolean;
}

const unauthenticated = (): Refusal =>
  new Refusal(401, ['Client must be authenticated to access this resource.']);

/** Who asks: basic authentication with e-mail and API token, or a bearer token. Throws the 401. */
export function authenticate(authorization: string | null, state: SiteState, tokens: Tokens): Identity {
  const [scheme = '', credentials = ''] = (authorization ?? '').split(' ', 2);
  if (scheme.toLowerCase() === 'bearer') {
    const account = findAccount(state, tokens.accountOf(credentials) ?? '');
    if (account) return { account, isApp: true };
  }
  if (scheme.toLowerCase() === 'basic') {
    const text = Buffer.from(credentials, 'base64').toString();
    const colon = text.indexOf(':');
    const email = text.slice(0, colon).toLowerCase();
    const account = state.accounts.find((candidate) => candidate.emailAddress.toLowerCase() === email);
    if (account?.active && colon > 0 && account.apiToken === text.slice(colon + 1))
      return { account, isApp: false };
  }
  throw unauthenticated();
}
