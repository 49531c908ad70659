import type { Identity } from '../access/index.ts';
import { type Answer, type Exchange, Refusal, type Router, ServiceDeskRefusal } from '../http/index.ts';
import type { SiteState } from '../state/index.ts';

/** A request read from the wire: the body is text still. */
export interface ReadRequest {
  readonly method: string;
  readonly path: string;
  readonly version: 2 | 3;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: string;
}

/** Finds the route and lets it answer. */
export function perform(request: ReadRequest, identity: Identity, state: SiteState, router: Router): Answer {
  const match = router.find(request.method, request.path);
  if (match === null) return refusalAnswer(new Refusal(404, ['The requested resource could not be found.']));
  if (match === 'method') return refusalAnswer(new Refusal(405, ['Method not allowed.']));
  try {
    const exchange: Exchange = {
      ...identity,
      state,
      method: request.method,
      path: request.path,
      version: request.version,
      parameters: match.parameters,
      query: request.query,
      body: readBody(request),
    };
    return match.route.answer(exchange);
  } catch (error) {
    if (error instanceof Refusal) return refusalAnswer(error);
    throw error;
  }
}

export function refusalAnswer(refusal: Refusal): Answer {
  if (refusal instanceof ServiceDeskRefusal) return { status: refusal.status, body: refusal.body };
  return {
    status: refusal.status,
    body: { errorMessages: refusal.errorMessages, errors: refusal.errors },
  };
}

function readBody(request: ReadRequest): unknown {
  if (request.body === '') return undefined;
  if (request.method !== 'GET' && !request.headers.get('content-type')?.includes('json')) {
    throw new Refusal(415, ['Unsupported Media Type']);
  }
  try {
    return JSON.parse(request.body);
  } catch {
    throw new Refusal(400, ['There was an error parsing JSON. Check that your request body is valid.']);
  }
}
