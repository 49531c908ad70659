import { ApiError } from './api-error.ts';

const withBody = new Set(['POST', 'PUT', 'PATCH']);

/** Both headers are required; JSON is the only format this sandbox speaks. Throws 400, 406 or 415. */
export function checkMediaTypes(method: string, headers: Headers): void {
  const accept = headers.get('accept');
  if (!accept) throw new ApiError(400, 'Accept header missing', 'Set Accept to application/json');
  if (!/application\/(\*|json)|\*\/\*/.test(accept)) {
    throw new ApiError(406, 'Not acceptable', `Media type ${accept} is not supported`);
  }
  if (!withBody.has(method)) return;
  const contentType = headers.get('content-type');
  if (!contentType)
    throw new ApiError(400, 'Content-Type header missing', 'Set Content-Type to application/json');
  if (!contentType.startsWith('application/json')) {
    throw new ApiError(415, 'Unsupported media type', `Media type ${contentType} is not supported`);
  }
}
