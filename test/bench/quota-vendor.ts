import { createJiraSandbox, documentedLimits } from '@signalbox/connector-jira/sandbox';
import { createServiceNowSandbox } from '@signalbox/connector-servicenow/sandbox';
import { type Sandbox, type ServedSandbox, serveSandbox } from '@signalbox/sdk/sandbox';
import { answerCalls } from './child.ts';
import type { VendorAccess } from './quota-configuration.ts';
import {
  commitEveryMs,
  grantedBy,
  hourMs,
  type QuotaPlan,
  type SeenAnswer,
  ticketCount,
} from './quota-plan.ts';

let served: ServedSandbox<Sandbox> | undefined;
let seen: SeenAnswer[] = [];

/** A sandbox with one hard limit, of which the share is what the plan grants. */
function createVendor(plan: QuotaPlan, baseUrl: string): Sandbox {
  const { way, share } = plan;
  const limit = Math.round(grantedBy(plan) / share);
  if (way === 'hour') {
    return createServiceNowSandbox({
      baseUrl,
      rateLimit: { requestsPerHour: limit, hourMs, commitEveryMs },
    });
  }
  const burst = documentedLimits.burst && { ...documentedLimits.burst, POST: limit };
  const limits = way === 'points' ? { pointsPerHour: limit, hourMs } : { burst };
  return createJiraSandbox({ baseUrl, limits });
}

/** What the limit counts of an answer, by the vendor's own headers where it has them. */
function pointsOf(
  { way }: QuotaPlan,
  request: Request,
  response: Response,
  lastLeft: Map<string, number>,
): number {
  const path = new URL(request.url).pathname;
  if (response.status === 429 || path.includes('oauth')) return 0;
  if (way === 'hour') return 1;
  if (way === 'burst') return request.method === 'POST' ? 1 : 0;
  const { headers } = response;
  const window = headers.get('x-ratelimit-reset') ?? '';
  const left = Number(headers.get('x-ratelimit-remaining'));
  const before = lastLeft.get(window) ?? Number(headers.get('x-ratelimit-limit'));
  lastLeft.set(window, Math.min(before, left));
  return Math.max(0, before - left);
}

async function start(plan: QuotaPlan): Promise<VendorAccess> {
  const lastLeft = new Map<string, number>();
  seen = [];
  served = await serveSandbox((url): Sandbox => {
    const sandbox = createVendor(plan, url);
    const answer = sandbox.fetch;
    return Object.assign(sandbox, {
      async fetch(request: Request): Promise<Response> {
        const at = Date.now();
        const response = await answer(request);
        seen.push({
          at,
          isRefused: response.status === 429,
          points: pointsOf(plan, request, response, lastLeft),
        });
        return response;
      },
    });
  });
  for (let index = 0; index < ticketCount; index += 1) {
    await served.sandbox.createTicket({ summary: `Ticket ${index}`, description: 'The printer is on fire.' });
  }
  return { baseUrl: served.url, credentials: { ...served.sandbox.credentials } };
}

async function stop(): Promise<readonly SeenAnswer[]> {
  await served?.close();
  served = undefined;
  return seen;
}

answerCalls({ start, stop }, async () => {
  await stop();
});
