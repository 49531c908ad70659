import type { Clock } from '../clock/index.ts';
import type { Transport } from './transport.ts';

export interface AuthenticationContext {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
}

/** Adds credentials to a request. The client calls it for the site's own origins only. */
export interface Authentication {
  /** Headers to add. May fetch or refresh a token. */
  headers(context: AuthenticationContext): Promise<Readonly<Record<string, string>>>;
  /** Called once after a 401, so that a cached token is dropped; true means: try again. */
  refresh?(): boolean;
  /** Origins outside the site's base URL that the credentials' own calls go to (a token endpoint). */
  readonly origins?: readonly string[];
}
