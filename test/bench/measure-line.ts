import { setTimeout as delay } from 'node:timers/promises';
import type { Sandbox } from '@signalbox/sdk/sandbox';
import { z } from 'zod';
import type { RealTicket } from './tickets.ts';

export interface LineResult {
  readonly decided: number;
  /** From the first webhook to the last decision. */
  readonly decisionSeconds: number;
  readonly written: number;
  /** From the first webhook to the last write. */
  readonly writeSeconds: number;
  /** As the bridge counts it, backlog included. */
  readonly webhookToDecisionP50Ms: number;
}

export interface Line {
  readonly address: string;
  readonly token: string;
  readonly sandboxes: readonly Sandbox[];
  readonly tickets: readonly RealTicket[];
}

const pollMs = 50;
const patienceMs = 300_000;
const overviewSchema = z.object({
  total: z.object({
    sinceStart: z.object({ decided: z.number() }),
    pendingActions: z.number(),
  }),
  latencyMs: z.object({ p50: z.number() }).nullable(),
});

const written = (sandboxes: readonly Sandbox[]): number =>
  new Set(sandboxes.flatMap(({ journal }) => journal.flatMap(({ actionId }) => actionId ?? []))).size;

/** Creates all tickets as fast as the vendors can send their webhooks, and waits until the last one is decided and written. */
export async function measureLine({ address, token, sandboxes, tickets }: Line): Promise<LineResult> {
  const headers = { authorization: `Bearer ${token}` };
  const overview = async () =>
    overviewSchema.parse(await (await fetch(`${address}/api/v1/overview`, { headers })).json());
  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1_000;
  const creating = Promise.all(
    tickets.map(async ({ summary, description }, index) => {
      await sandboxes[index % sandboxes.length]?.createTicket({ summary, description });
    }),
  );
  let decisionSeconds = 0;
  let writeSeconds = 0;
  let writes = 0;
  for (;;) {
    const { total, latencyMs } = await overview();
    const now = seconds();
    const { decided } = total.sinceStart;
    if (decided < tickets.length) decisionSeconds = 0;
    else if (decisionSeconds === 0) decisionSeconds = now;
    const writesNow = written(sandboxes);
    if (writesNow > writes) writeSeconds = now;
    writes = writesNow;
    if (decisionSeconds > 0 && total.pendingActions === 0) {
      await creating;
      return {
        decided,
        decisionSeconds,
        written: writes,
        writeSeconds,
        webhookToDecisionP50Ms: latencyMs?.p50 ?? Number.NaN,
      };
    }
    if (now * 1_000 > patienceMs)
      throw new Error(`Only ${decided} of ${tickets.length} tickets were decided.`);
    await delay(pollMs);
  }
}
