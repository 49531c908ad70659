import { isSignalboxError, SignalboxError } from '@signalbox/sdk';
import { z } from 'zod';
import { loadConfiguration } from '../configuration/index.ts';

/** How to reach a running bridge. */
export interface BridgeAddress {
  readonly url: string;
  readonly token: string;
}

export interface AddressOptions {
  readonly config?: string | undefined;
  readonly url?: string | undefined;
  readonly token?: string | undefined;
}

const problemSchema = z.object({ title: z.string(), detail: z.string().optional() });

/** From the options, else the environment (`SIGNALBOX_URL`, `SIGNALBOX_TOKEN`), else the configuration file. */
export async function bridgeAddress(options: AddressOptions): Promise<BridgeAddress> {
  const url = options.url ?? process.env.SIGNALBOX_URL;
  const token = options.token ?? process.env.SIGNALBOX_TOKEN;
  if (url && token) return { url, token };
  const { configuration } = await loadConfiguration(options.config);
  const known = token ?? configuration.adminToken?.reveal();
  if (known === undefined) {
    throw new SignalboxError(
      'configuration',
      'Set SIGNALBOX_TOKEN to an API token of the bridge, or give one with --token.',
    );
  }
  return { url: url ?? `http://${configuration.host}:${configuration.port}`, token: known };
}

/** Calls a running bridge. Throws a `SignalboxError` that says what to do when it is away or refuses. */
export async function callBridge<Answer>(
  address: BridgeAddress,
  method: 'GET' | 'POST',
  path: string,
  answer: z.ZodType<Answer>,
  body?: unknown,
): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(new URL(path, address.url), {
      method,
      headers: {
        authorization: `Bearer ${address.token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (cause) {
    throw new SignalboxError(
      'network',
      `No bridge answers at ${address.url}. Start it with "npm start", or name another with --url.`,
      { cause },
    );
  }
  const content: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer.parse(content);
  const problem = problemSchema.safeParse(content);
  const what = problem.success
    ? [problem.data.title, problem.data.detail].filter(Boolean).join(': ')
    : `HTTP ${response.status}`;
  throw new SignalboxError(
    response.status === 401 ? 'authentication' : response.status === 403 ? 'permission' : 'rejected',
    `The bridge refuses: ${what}`,
    {
      statusCode: response.status,
    },
  );
}

export function isBridgeAway(error: unknown): boolean {
  return isSignalboxError(error) && error.code === 'network';
}
