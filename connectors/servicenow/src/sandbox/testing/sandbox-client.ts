import type { ServiceNowSandbox } from '../servicenow-sandbox.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; undefined for none. */
  readonly body: unknown;
  /** `result` of the body. */
  readonly result: unknown;
}

/** Sends requests to a sandbox in process, as one of its accounts. */
export function sandboxClient(sandbox: ServiceNowSandbox, userName = 'signalbox') {
  const { password, agentPassword, adminPassword } = sandbox.credentials;
  const secret = userName === 'signalbox' ? password : userName === 'admin' ? adminPassword : agentPassword;
  const authorization = `Basic ${btoa(`${userName}:${secret}`)}`;
  return async (
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Reply> => {
    const response = await sandbox.fetch(
      new Request(`${sandbox.baseUrl}${path}`, {
        method,
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          authorization,
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    const text = await response.text();
    const parsed: unknown = text === '' ? undefined : JSON.parse(text);
    return { status: response.status, headers: response.headers, body: parsed, result: resultOf(parsed) };
  };
}

function resultOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'result' in body ? body.result : undefined;
}

/** `?name=value&…`, encoded. */
export function search(parameters: Readonly<Record<string, string | number>>): string {
  const pairs = Object.entries(parameters).map(([name, value]): [string, string] => [name, String(value)]);
  return `?${new URLSearchParams(pairs)}`;
}

/** A clock that stands still until told, and sleeps by jumping. */
export function jumpingClock(start = Date.parse('2026-03-01T09:30:00Z')) {
  let now = start;
  return {
    now: () => now,
    sleep: async (durationMs: number) => {
      now += durationMs;
    },
    advance: (durationMs: number) => {
      now += durationMs;
    },
  };
}
