import type { AccessControl, Account } from '../access/index.ts';
import type { Instance } from '../instance/index.ts';
import type { RecordWriter } from '../records/index.ts';
import type { Answer } from './answer.ts';

/** A request as routes see it; also what a batch is made of. */
export interface ApiRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string;
}

export interface RouteContext {
  readonly instance: Instance;
  readonly writer: RecordWriter;
  readonly request: ApiRequest;
  /** Named parts of the path. */
  readonly path: Readonly<Record<string, string>>;
  readonly account: Account;
  readonly access: AccessControl;
  /** Answers another request as the same account: for batches. */
  readonly dispatch: (request: ApiRequest) => Answer;
}

export interface Route {
  readonly method: string;
  /** Over the path without origin; named groups become {@link RouteContext.path}. */
  readonly pattern: RegExp;
  /** Throws `ApiError` for an answer that is not a success. */
  handle(context: RouteContext): Answer;
}
