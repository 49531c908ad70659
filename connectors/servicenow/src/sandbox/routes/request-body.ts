import { ApiError } from './api-error.ts';
import type { ApiRequest } from './route.ts';

/** Parses a JSON body. Throws 400 for what is no JSON. */
export function readJson(request: ApiRequest): unknown {
  try {
    return JSON.parse(request.body);
  } catch {
    throw new ApiError(400, 'Exception while reading request', 'The payload is not valid JSON.');
  }
}

/** One record: the Table API takes no more at a time. */
export function readRecord(request: ApiRequest): Readonly<Record<string, unknown>> {
  const body = readJson(request);
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body };
  throw new ApiError(400, 'Exception while reading request', 'The payload must be one JSON object.');
}
