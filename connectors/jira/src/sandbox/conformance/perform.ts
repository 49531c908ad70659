import type { JiraSandbox } from '../jira-sandbox.ts';
import type { Exercise } from './exercises.ts';

const basic = ({ email, apiToken }: { readonly email: string; readonly apiToken: string }): string =>
  `Basic ${Buffer.from(`${email}:${apiToken}`).toString('base64')}`;

/** The authorization header of one of the sandbox's people, or of its OAuth client. */
export async function authorizationOf(sandbox: JiraSandbox, who: Exercise['as']): Promise<string | null> {
  switch (who) {
    case 'nobody':
      return null;
    case 'admin':
      return basic(sandbox.credentialsOf('Ines Admin'));
    case 'customer':
      return basic(sandbox.credentialsOf('Cleo Customer'));
    case 'client': {
      const { clientId, clientSecret, tokenUrl = '' } = sandbox.credentials;
      const response = await sandbox.fetch(
        new Request(tokenUrl, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            grant_type: 'client_credentials',
            client_id: clientId,
            client_secret: clientSecret,
          }),
        }),
      );
      const token: unknown = await response.json();
      return `Bearer ${Object(token).access_token}`;
    }
    default:
      return basic(sandbox.credentialsOf('Signalbox'));
  }
}

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly as?: Exercise['as'];
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** One request to a sandbox, with its JSON read. */
export async function perform(sandbox: JiraSandbox, call: Call): Promise<Reply> {
  const authorization = await authorizationOf(sandbox, call.as);
  const response = await sandbox.fetch(
    new Request(`${sandbox.baseUrl}${call.path}`, {
      method: call.method,
      headers: {
        ...(authorization === null ? {} : { authorization }),
        ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    }),
  );
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : JSON.parse(text),
  };
}
