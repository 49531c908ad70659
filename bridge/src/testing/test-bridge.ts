import { secretValue } from '@signalbox/sdk';
import type { Policy } from '@signalbox/triage/schema';
import { type Bridge, type BridgeOptions, createBridge } from '../bridge.ts';
import { createLogger } from '../logging/index.ts';

/** A token for every role, and one that sees a single site. */
export const testToken = (name: string): string => `test-token-of-${name}-0123456789`;

const everyRole = ['viewer', 'agent', 'approver', 'tuner', 'auditor', 'admin'] as const;

/** Suggests nothing: enough where decisions do not matter. */
const emptyPolicy: Policy = {
  version: 'test-1',
  fields: {},
  types: ['incident'],
  projects: null,
  humanQueue: 'leave',
  explanation: 'none',
  outOfVocabularyLimit: 1,
  rules: [],
  certificate: null,
  blindShare: 0,
};

export interface TestBridge extends Bridge {
  /** Requests with the token of that role (`admin` unless said otherwise; null: no token). */
  request(path: string, init?: RequestInit, role?: string | null): Promise<Response>;
}

/** A bridge on a free port, started. Stop it at the end. */
export async function startTestBridge(
  options: Pick<BridgeOptions, 'database' | 'sites'> & Partial<BridgeOptions>,
): Promise<TestBridge> {
  const bridge = await createBridge({
    policies: Object.fromEntries(options.sites.map((site) => [site.name, emptyPolicy])),
    classifier: null,
    masker: { version: 'none', mask: (text) => ({ text, spans: [] }) },
    port: 0,
    // Tests say when a site is read.
    pollEveryMinutes: 0,
    logger: createLogger('silent'),
    tokens: everyRole.map((role) => ({
      name: role,
      token: secretValue(testToken(role)),
      roles: [role],
      sites: null,
    })),
    ...options,
  });
  await bridge.start();
  const request: TestBridge['request'] = async (path, init = {}, role = 'admin') => {
    const headers = new Headers(init.headers);
    if (role !== null) headers.set('authorization', `Bearer ${testToken(role)}`);
    return await fetch(`${bridge.address}${path}`, { ...init, headers });
  };
  // Getters and methods stay those of the bridge.
  return Object.assign(Object.create(bridge) as Bridge, { request });
}
