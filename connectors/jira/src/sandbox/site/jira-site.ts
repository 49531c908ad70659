import type { Clock } from '@signalbox/sdk';
import { ConnectionCut, type FaultQueue, requestFaultKinds } from '@signalbox/sdk/sandbox';
import { authenticate, type Identity, type Tokens } from '../access/index.ts';
import { faultAnswer } from '../faults/index.ts';
import { type Answer, Refusal, Router } from '../http/index.ts';
import type { Meter } from '../limits/index.ts';
import { routes } from '../routes/index.ts';
import { findIssue, type SiteState } from '../state/index.ts';
import { objectsIn } from './objects-in.ts';
import { perform, type ReadRequest, refusalAnswer } from './perform.ts';
import { asResponse } from './response.ts';

export interface JiraSiteOptions {
  readonly state: SiteState;
  readonly tokens: Tokens;
  readonly faults: FaultQueue;
  readonly clock: Clock;
  /** The limits in force now. */
  readonly meter: () => Meter;
  /** How long a request whose answer was lost may go on, in milliseconds. */
  readonly longestRequestMs: number;
}

const tokenPath = '/oauth/token';
const open = new Set(['/_edge/tenant_info', '/rest/api/3/serverInfo']);

/** Answers requests to one site: faults, then credentials, then limits, then the route. */
export class JiraSite {
  readonly #options: JiraSiteOptions;
  readonly #router = new Router(routes);
  readonly #late = new Set<Promise<void>>();
  requestCount = 0;

  constructor(options: JiraSiteOptions) {
    this.#options = options;
  }

  /** Rejects with `ConnectionCut` for a connection that breaks. */
  async answer(request: Request): Promise<Response> {
    this.requestCount += 1;
    const read = await readRequest(request, this.#options.state);
    const { faults, clock } = this.#options;
    const fault = faults.take(`${read.method} ${read.path}`, requestFaultKinds);
    if (fault === null) return asResponse(this.#perform(read));
    const answer = faultAnswer(fault, clock.now());
    if (answer !== null) return asResponse(answer);
    // Within the longest request: who waits that long before looking again finds what came of it.
    const delayMs = fault.delayMs ?? this.#options.longestRequestMs * (3 / 4);
    switch (fault.kind) {
      case 'slow':
        await clock.sleep(delayMs);
        return asResponse(this.#perform(read));
      case 'cut-after-effect':
        this.#perform(read);
        break;
      case 'late-effect': {
        const late = clock.sleep(delayMs).then(() => {
          this.#perform(read);
        });
        this.#late.add(late);
        void late.finally(() => this.#late.delete(late));
        break;
      }
      default:
    }
    throw new ConnectionCut();
  }

  /** Resolves when every late effect has come. */
  async settled(): Promise<void> {
    while (this.#late.size > 0) await Promise.all(this.#late);
  }

  #perform(read: ReadRequest): Answer {
    const { state, tokens } = this.#options;
    if (read.path === tokenPath && read.method === 'POST') {
      return tokens.grant(read.body, read.headers.get('content-type'));
    }
    let identity: Identity;
    try {
      identity = authenticate(read.headers.get('authorization'), state, tokens);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const [anyone] = state.accounts;
      if (!anyone || !open.has(read.path) || read.headers.has('authorization')) {
        return {
          ...refusalAnswer(error),
          headers: { 'WWW-Authenticate': `OAuth realm="${encodeURIComponent(state.baseUrl)}"` },
        };
      }
      identity = { account: anyone, isApp: false };
    }
    const metered = { method: read.method, path: read.path, isApp: identity.isApp };
    const meter = this.#options.meter();
    const refused = meter.admit(metered, (idOrKey) => findIssue(state, idOrKey)?.key ?? idOrKey);
    if (refused) return refused;
    const answer = perform(read, identity, state, this.#router);
    return {
      ...answer,
      headers: {
        'X-AREQUESTID': `sandbox-${this.requestCount}`,
        'X-AACCOUNTID': encodeURIComponent(identity.account.accountId),
        ...meter.charge(metered, objectsIn(read.path, answer)),
        ...answer.headers,
      },
    };
  }
}

/** OAuth clients reach a site through a gateway that puts this before the path. */
const gateway = /^\/ex\/jira\/([^/]+)(?=\/)/;

/** Version 2 and `latest` have the operations of version 3. */
const otherVersion = /^\/rest\/api\/(2|latest)(?=\/)/;

async function readRequest(request: Request, state: SiteState): Promise<ReadRequest> {
  const url = new URL(request.url);
  const base = new URL(state.baseUrl).pathname.replace(/\/$/, '');
  const path = url.pathname.startsWith(base) ? url.pathname.slice(base.length) : url.pathname;
  const inside = gateway.exec(path)?.[1] === state.cloudId ? path.replace(gateway, '') : path;
  const other = otherVersion.exec(inside)?.[1];
  return {
    method: request.method,
    path: inside.replace(otherVersion, '/rest/api/3'),
    version: other === '2' ? 2 : 3,
    query: url.searchParams,
    headers: request.headers,
    body: request.body === null ? '' : await request.text(),
  };
}
