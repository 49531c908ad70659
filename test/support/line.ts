import type { BridgeOptions } from '@signalbox/bridge';
import { createTestDatabase, startTestBridge, type TestBridge } from '@signalbox/bridge/testing';
import { createMasker } from '@signalbox/triage/model';
import {
  type Action,
  actionSchema,
  type Policy,
  type Suggestion,
  suggestionSchema,
} from '@signalbox/triage/schema';
import { z } from 'zod';
import { eventually } from './eventually.ts';
import { applyPolicy } from './policy.ts';
import { queryRows } from './query-rows.ts';
import { topicClassifier } from './topic-classifier.ts';
import type { Vendor } from './vendors.ts';

export interface LineOptions extends Partial<BridgeOptions> {
  /** Changes to {@link applyPolicy}. */
  readonly policy?: Partial<Policy>;
}

const decisionSchema = z.object({
  receiptId: z.string(),
  site: z.string(),
  ticketId: z.string(),
  route: z.string(),
  reason: z.string(),
  fields: z.array(z.object({ field: z.string(), label: z.string().nullable() })),
  actions: z.array(
    z.object({ id: z.string(), kind: z.string(), status: z.string(), reason: z.string().nullable() }),
  ),
});
export type DecisionSummary = z.infer<typeof decisionSchema>;
const pageSchema = z.object({ items: z.array(decisionSchema), next: z.string().nullable() });
const detailSchema = z.object({ suggestion: suggestionSchema, actions: z.array(actionSchema) });

/** A bridge on a real database in front of real vendors; what tests ask of it goes through its HTTP API. */
export interface Line {
  readonly bridge: TestBridge;
  readonly databaseUrl: string;
  /** Newest first. */
  decisions(ticketId?: string): Promise<DecisionSummary[]>;
  suggestion(vendor: Vendor, ticketId: string): Promise<Suggestion | null>;
  actions(receiptId: string): Promise<readonly Action[]>;
  /** Waits until that many tickets are decided and nothing is left to write. */
  untilDone(tickets: number, timeoutMs?: number): Promise<DecisionSummary[]>;
  /** Waits until the inbox holds nothing that was not looked at, and nothing is left to write. */
  untilQuiet(vendors: readonly Vendor[]): Promise<void>;
  stop(): Promise<void>;
  /** Stops the bridge and opens another one on the same database, at the same address. */
  restart(changes?: LineOptions): Promise<void>;
}

const isOpen = ({ status }: { readonly status: string }): boolean =>
  status === 'pending' || status === 'held';

export async function startLine(vendors: readonly Vendor[], options: LineOptions = {}): Promise<Line> {
  const database = options.database === undefined ? await createTestDatabase() : null;
  const databaseUrl = options.database ?? database?.url ?? '';
  const open = async ({ policy, ...given }: LineOptions): Promise<TestBridge> =>
    await startTestBridge({
      database: databaseUrl,
      sites: vendors.map(({ site }) => site),
      policies: Object.fromEntries(vendors.map(({ name }) => [name, applyPolicy(name, policy)])),
      classifier: topicClassifier,
      masker: createMasker(),
      ...given,
    });
  let bridge = await open(options);
  const port = Number(new URL(bridge.address).port);
  for (const { sandbox, name } of vendors) sandbox.registerWebhook(`${bridge.address}/webhooks/${name}`);

  async function decisions(ticketId?: string): Promise<DecisionSummary[]> {
    const items: DecisionSummary[] = [];
    let before = '';
    do {
      const response = await bridge.request(`/api/v1/decisions?limit=200${before}`);
      const page = pageSchema.parse(await response.json());
      items.push(...page.items);
      before = page.next === null ? '' : `&before=${encodeURIComponent(page.next)}`;
    } while (before !== '');
    return ticketId === undefined ? items : items.filter((item) => item.ticketId === ticketId);
  }

  async function isInboxEmpty(): Promise<boolean> {
    const rows = await queryRows(
      databaseUrl,
      `select 1 from intake_ticket where waiting_since is not null
       union all select 1 from writeback_action where status in ('pending', 'held')`,
    );
    return rows.length === 0;
  }

  return {
    get bridge() {
      return bridge;
    },
    databaseUrl,
    decisions,
    async suggestion({ name }, ticketId) {
      const response = await bridge.request(`/api/v1/sites/${name}/tickets/${ticketId}/suggestion`);
      return response.status === 404 ? null : suggestionSchema.parse(await response.json());
    },
    async actions(receiptId) {
      const response = await bridge.request(`/api/v1/decisions/${receiptId}`);
      return detailSchema.parse(await response.json()).actions;
    },
    async untilDone(tickets, timeoutMs) {
      let found: DecisionSummary[] = [];
      await eventually(
        `${tickets} tickets decided and written`,
        async () => {
          found = await decisions();
          const decided = new Set(found.map(({ site, ticketId }) => `${site}/${ticketId}`));
          return decided.size >= tickets && !found.some(({ actions }) => actions.some(isOpen));
        },
        timeoutMs,
      );
      return found;
    },
    async untilQuiet(senders) {
      // What is written is told by a webhook, which comes back as news.
      for (let round = 0; round < 3; round += 1) {
        await Promise.all(senders.map(({ sandbox }) => sandbox.settled()));
        await eventually('nothing waits', isInboxEmpty);
      }
    },
    async stop() {
      await bridge.stop();
      await database?.drop();
    },
    async restart(changes = {}) {
      await bridge.stop();
      bridge = await open({ ...options, ...changes, port });
    },
  };
}
