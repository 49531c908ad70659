import type { TriageRecord, TriageStore } from '@signalbox/triage/line';
import { type Action, actionSchema, type Receipt, receiptSchema } from '@signalbox/triage/schema';
import { z } from 'zod';
import type { KeyValueStore } from './key-value-store.ts';

const decisionTimesSchema = z.array(z.number());
const keys = {
  receipt: (ticketId: string) => `receipt.${ticketId}`,
  suggestion: (ticketId: string) => `suggestion.${ticketId}`,
  times: (ticketId: string) => `times.${ticketId}`,
  action: (id: string) => `action.${id}`,
};
const remembered = 10;

/** The line's store on Forge's key-value storage, and the outbox beside it. */
export class ForgeStore implements TriageStore {
  readonly #storage: KeyValueStore;

  constructor(storage: KeyValueStore) {
    this.#storage = storage;
  }

  async latestReceipt(ticketId: string): Promise<Receipt | null> {
    const stored = await this.#storage.get(keys.receipt(ticketId));
    return stored === undefined ? null : receiptSchema.parse(stored);
  }

  async countDecisions(ticketId: string, sinceMs: number): Promise<number> {
    const times = decisionTimesSchema.parse((await this.#storage.get(keys.times(ticketId))) ?? []);
    return times.filter((time) => time >= sinceMs).length;
  }

  /**
   * Storage has no transaction over conditional writes, so the order makes it safe: ids follow from what was decided,
   * actions are never overwritten, and the receipt, which makes the decision count, comes last.
   */
  async save(record: TriageRecord): Promise<'saved' | 'exists'> {
    const { receipt, suggestion, actions } = record;
    const previous = await this.latestReceipt(receipt.ticketId);
    if (previous?.id === receipt.id) return 'exists';
    for (const action of actions) await this.#storage.setIfAbsent(keys.action(action.id), action);
    await this.#storage.set(keys.suggestion(receipt.ticketId), suggestion);
    const times = decisionTimesSchema.parse((await this.#storage.get(keys.times(receipt.ticketId))) ?? []);
    await this.#storage.set(
      keys.times(receipt.ticketId),
      [...times, Date.parse(receipt.decidedAt)].slice(-remembered),
    );
    await this.#storage.set(keys.receipt(receipt.ticketId), receipt);
    return 'saved';
  }

  /** Keeps an unfinished action in the outbox, and takes a finished one out. */
  async recordAction(action: Action): Promise<void> {
    if (action.status === 'pending') await this.#storage.set(keys.action(action.id), action);
    else await this.#storage.delete(keys.action(action.id));
  }

  async pendingActions(limit: number): Promise<readonly Action[]> {
    const stored = await this.#storage.list('action.', limit);
    return stored.map(({ value }) => actionSchema.parse(value));
  }
}
