import { AccessControl, type Account, type Authenticator } from '../access/index.ts';
import type { Instance } from '../instance/index.ts';
import { type RateLimit, type RateLimitOptions, rateLimited } from '../limits/index.ts';
import type { RecordWriter } from '../records/index.ts';
import {
  type Answer,
  ApiError,
  type ApiRequest,
  checkMediaTypes,
  failureOf,
  findRoute,
} from '../routes/index.ts';
import { answerTokenRequest } from './oauth-token.ts';

export interface ApiOptions {
  readonly instance: Instance;
  readonly writer: RecordWriter;
  readonly authenticator: Authenticator;
  /** Undefined: no rule is set, so nothing is limited and nothing is said of limits. */
  readonly rateLimit: { readonly rule: RateLimit; readonly options: RateLimitOptions } | undefined;
}

/** Answers requests as the instance does: who asks, how often, in which format, and then the route. */
export class Api {
  readonly #options: ApiOptions;

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  answer(request: ApiRequest): Answer {
    if (request.url.pathname === '/oauth_token.do') return answerTokenRequest(this.#options, request);
    let headers: Readonly<Record<string, string>> = {};
    try {
      const account = this.#identify(request);
      headers = this.#count(account);
      const answer = this.#dispatch(request, account);
      return Object.keys(headers).length === 0
        ? answer
        : { ...answer, headers: { ...headers, ...answer.headers } };
    } catch (error) {
      return withHeaders(failure(error), headers);
    }
  }

  #identify(request: ApiRequest): Account {
    const account = this.#options.authenticator.identify(request.headers);
    if (account) return account;
    throw new ApiError(401, 'User is not authenticated', 'Required to provide Auth information', {
      'WWW-Authenticate': 'Basic realm="Service-now"',
    });
  }

  #count(account: Account): Readonly<Record<string, string>> {
    const { rateLimit, instance } = this.#options;
    if (!rateLimit) return {};
    const state = rateLimit.rule.count(account.userName, instance.now());
    if (!state.isExceeded) return state.headers;
    const { requestsPerHour, resource = 'Table API' } = rateLimit.options;
    throw rateLimited(requestsPerHour, resource, {
      ...state.headers,
      'Retry-After': String(state.retryAfterSeconds),
    });
  }

  #dispatch(request: ApiRequest, account: Account): Answer {
    checkMediaTypes(request.method, request.headers);
    const { instance, writer } = this.#options;
    const { route, path } = findRoute(request.method, request.url.pathname);
    return route.handle({
      instance,
      writer,
      request,
      path,
      account,
      access: new AccessControl(instance, account),
      dispatch: (inner) => {
        try {
          return this.#dispatch(inner, account);
        } catch (error) {
          return failure(error);
        }
      },
    });
  }
}

function failure(error: unknown): Answer {
  if (error instanceof ApiError) return failureOf(error);
  throw error;
}

function withHeaders(answer: Answer, headers: Readonly<Record<string, string>>): Answer {
  return { ...answer, headers: { ...headers, ...answer.headers } };
}
