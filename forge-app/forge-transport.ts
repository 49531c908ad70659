import { SignalboxError, type Transport } from '@signalbox/sdk';

/** The part of Forge's `requestJira` that the transport uses. */
export type RequestJira = (
  path: string,
  init: { method: string; headers: Record<string, string>; body?: string; signal?: AbortSignal },
) => Promise<{
  readonly status: number;
  readonly headers: { forEach(visit: (value: string, name: string) => void): void };
  text(): Promise<string>;
}>;

/** The site every Jira request of the app goes to; the platform knows which instance that is. */
export const forgeBaseUrl = 'https://jira.forge.invalid';

/** Reaches Jira through the Forge platform, which adds the app's own credentials. */
export function forgeTransport(requestJira: RequestJira): Transport {
  return async (request) => {
    const url = new URL(request.url);
    const timeout = AbortSignal.timeout(request.timeoutMs);
    const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout;
    try {
      const response = await requestJira(`${url.pathname}${url.search}`, {
        method: request.method,
        headers: { ...request.headers },
        ...(request.body === undefined ? {} : { body: request.body }),
        signal,
      });
      const headers: Record<string, string> = {};
      response.headers.forEach((value, name) => {
        headers[name.toLowerCase()] = value;
      });
      return { status: response.status, headers, body: await response.text() };
    } catch (cause) {
      const code = request.signal?.aborted ? 'aborted' : timeout.aborted ? 'timeout' : 'network';
      const mayHaveTakenEffect = request.method !== 'GET';
      throw new SignalboxError(code, 'Jira did not answer through the Forge platform.', {
        cause,
        isRetryable: code !== 'aborted',
        mayHaveTakenEffect,
      });
    }
  };
}
