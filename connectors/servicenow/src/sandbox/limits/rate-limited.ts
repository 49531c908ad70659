import { ApiError } from '../routes/index.ts';

/** The 429 of the platform. Source: rate-limiting-000.json of the official examples. */
export function rateLimited(
  perHour: number,
  resource: string,
  headers: Readonly<Record<string, string>>,
): ApiError {
  const detail = `Rate limit of ${perHour} requests per hour for ${resource} exceeded`;
  return new ApiError(429, 'Rate limit exceeded', detail, headers);
}
