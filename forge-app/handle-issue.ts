import type { Clock, Site } from '@signalbox/sdk';
import {
  siteVendor,
  type TriageResult,
  triageTicket,
  type WritePorts,
  writeAction,
} from '@signalbox/triage/line';
import type { Classifier, Masker } from '@signalbox/triage/model';
import { type Policy, policySchema } from '@signalbox/triage/schema';
import { defaultPolicy } from './default-policy.ts';
import { ForgeStore } from './forge-store.ts';
import { ForgeWatch } from './forge-watch.ts';
import { readIssueEvent } from './issue-event.ts';
import type { KeyValueStore } from './key-value-store.ts';

export interface AppPorts {
  readonly site: Site;
  readonly storage: KeyValueStore;
  readonly clock: Clock;
  readonly masker: Masker;
  readonly classifier: Classifier | null;
}

/** Leaves five of the platform's 25 seconds for the answer itself. */
const budgetMs = 20_000;
const outboxBatch = 20;

async function readPolicy(storage: KeyValueStore): Promise<Policy> {
  const stored = await storage.get('policy');
  return stored === undefined ? defaultPolicy : policySchema.parse(stored);
}

function writePorts(ports: AppPorts, store: ForgeStore): WritePorts | null {
  const { changes } = ports.site;
  if (!changes) return null;
  return {
    clock: ports.clock,
    limits: ports.site.limits,
    vendor: {
      apply: (change, signal) => changes.apply(change, { signal }),
      readBack: (change, signal) => changes.readBack(change, { signal }),
    },
    async begin(attempt) {
      if ((await ports.storage.get('paused')) === true)
        return { allowed: false, reason: 'paused', retryAfterMs: 60_000 };
      await store.recordAction(attempt);
      return { allowed: true };
    },
    record: (action) => store.recordAction(action),
  };
}

/** Takes what the outbox holds as far as the time allows; the rest waits for the next event. */
export async function drainOutbox(ports: AppPorts, store: ForgeStore, deadlineMs: number): Promise<void> {
  const write = writePorts(ports, store);
  if (!write) return;
  for (const action of await store.pendingActions(outboxBatch)) {
    let current = action;
    while (ports.clock.now() < deadlineMs) {
      const progress = await writeAction(write, current);
      if (progress.kind === 'done' || progress.atMs > deadlineMs) break;
      current = progress.action;
      await ports.clock.sleep(Math.max(0, progress.atMs - ports.clock.now()));
    }
  }
}

/** One issue event, from the platform's trigger to the stored suggestion and, where allowed, the written field. */
export async function handleIssue(ports: AppPorts, event: unknown): Promise<TriageResult> {
  const deadlineMs = ports.clock.now() + budgetMs;
  const { ticketId, trigger } = readIssueEvent(event);
  const store = new ForgeStore(ports.storage);
  const watch = new ForgeWatch(ports.storage, () => new Date(ports.clock.now()).toISOString());
  const policy = await readPolicy(ports.storage);
  const vendor = siteVendor(ports.site);
  const result = await triageTicket(
    {
      site: ports.site.name,
      clock: ports.clock,
      vendor,
      masker: ports.masker,
      classifier: ports.classifier,
      policy,
      store: {
        latestReceipt: (id) => store.latestReceipt(id),
        countDecisions: (id, sinceMs) => store.countDecisions(id, sinceMs),
        async save(record) {
          await watch.record(record.receipt);
          return await store.save(record);
        },
      },
      // Without a certificate nothing is drawn, and no secret is needed for it.
      watch: policy.certificate === null ? null : await watch.port(),
    },
    ticketId,
    trigger,
  );
  if (result.kind === 'skipped' && result.why === 'finished') await watch.settle(ticketId, vendor, policy);
  await drainOutbox(ports, store, deadlineMs);
  return result;
}
