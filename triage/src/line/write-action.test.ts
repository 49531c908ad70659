import { type Clock, SignalboxError, type TicketChange, type WriteResult } from '@signalbox/sdk';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Action } from '../schema/index.ts';
import type { WritePorts } from './ports.ts';
import { nextWriteStep, writeAction } from './write-action.ts';

const longestRequestMs = 2_000;
const action: Action = {
  id: 'sb-1',
  site: 'support',
  receiptId: 'r-1',
  kind: 'apply',
  change: {
    actionId: 'sb-1',
    ticketId: '1',
    ticketKey: 'SUP-1',
    ticketType: 'incident',
    project: 'SUP',
    fields: [],
    explanation: null,
  },
  status: 'pending',
  attempts: 0,
  uncertainAttempts: 0,
  uncertainSince: null,
  reason: null,
  createdAt: '2026-01-01T00:00:00.000Z',
};

type Answer =
  | 'ok'
  | 'refused'
  | 'cut-before'
  | 'cut-after'
  | 'late'
  | 'bad-request'
  | 'crash-before'
  | 'crash-after';

/** A vendor whose every request may go wrong in its own way; effects carry markers, as real ones do. */
class UnreliableVendor {
  time = 1_000_000;
  effects: string[] = [];
  #landing: { at: number; actionId: string }[] = [];
  readonly #answers: Answer[];

  constructor(answers: readonly Answer[]) {
    this.#answers = [...answers];
  }

  clock: Clock = { now: () => this.time, sleep: async () => {} };

  advanceTo(time: number): void {
    this.time = Math.max(this.time, time);
    const due = this.#landing.filter((effect) => effect.at <= this.time);
    this.#landing = this.#landing.filter((effect) => effect.at > this.time);
    for (const effect of due) this.effects.push(effect.actionId);
  }

  apply = async (change: TicketChange): Promise<WriteResult> => {
    if (this.effects.includes(change.actionId))
      return { outcome: 'already-applied', fields: [], reason: null };
    const answer = this.#answers.shift() ?? 'ok';
    if (answer === 'crash-before') throw new Error('killed');
    if (answer === 'refused')
      throw new SignalboxError('rate-limited', 'Too many requests.', {
        isRetryable: true,
        retryAfterMs: 500,
      });
    if (answer === 'bad-request') throw new SignalboxError('rejected', 'Not allowed.');
    if (answer === 'cut-before')
      throw new SignalboxError('network', 'Connection cut.', { isRetryable: true, mayHaveTakenEffect: true });
    if (answer === 'late') {
      this.#landing.push({ at: this.time + longestRequestMs, actionId: change.actionId });
      throw new SignalboxError('timeout', 'No answer.', { isRetryable: true, mayHaveTakenEffect: true });
    }
    this.effects.push(change.actionId);
    if (answer === 'crash-after') throw new Error('killed');
    if (answer === 'cut-after')
      throw new SignalboxError('network', 'Connection cut.', { isRetryable: true, mayHaveTakenEffect: true });
    return { outcome: 'applied', fields: [], reason: null };
  };
}

/** Steps an action until it is done, restarting from what was recorded whenever the process is "killed". */
async function runToEnd(vendor: UnreliableVendor): Promise<Action> {
  let stored = action;
  const ports: WritePorts = {
    clock: vendor.clock,
    limits: { longestRequestMs },
    vendor: {
      apply: vendor.apply,
      readBack: async (change) => (vendor.effects.includes(change.actionId) ? 'present' : 'absent'),
    },
    begin: async (attempt) => {
      stored = attempt;
      return { allowed: true };
    },
    record: async (next) => {
      stored = next;
    },
  };
  for (let step = 0; step < 100; step += 1) {
    try {
      const progress = await writeAction(ports, stored);
      if (progress.kind === 'done') return progress.action;
      vendor.advanceTo(progress.atMs);
    } catch (error) {
      if (!(error instanceof Error) || error.message !== 'killed') throw error;
      vendor.advanceTo(vendor.time + 10);
    }
  }
  throw new Error('The action never ended.');
}

test('whatever goes wrong, and wherever the process is killed, there is at most one effect and the outcome is honest', async () => {
  const answers = fc.array(
    fc.constantFrom<Answer>(
      'ok',
      'refused',
      'cut-before',
      'cut-after',
      'late',
      'bad-request',
      'crash-before',
      'crash-after',
    ),
    { maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(answers, async (sequence) => {
      const vendor = new UnreliableVendor(sequence);
      const ended = await runToEnd(vendor);
      vendor.advanceTo(vendor.time + 10 * longestRequestMs);
      expect(vendor.effects.length).toBeLessThanOrEqual(1);
      if (ended.status === 'applied' || ended.status === 'already-applied')
        expect(vendor.effects).toEqual(['sb-1']);
      if (ended.status === 'rejected') expect(vendor.effects).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('an attempt without a certain answer is waited for, then read back, before it is repeated', () => {
  expect(nextWriteStep(action, longestRequestMs, 0)).toEqual({ kind: 'apply' });
  const uncertain = { ...action, attempts: 1, uncertainSince: 1_000 };
  expect(nextWriteStep(uncertain, longestRequestMs, 2_999)).toEqual({ kind: 'wait', untilMs: 3_000 });
  expect(nextWriteStep(uncertain, longestRequestMs, 3_000)).toEqual({ kind: 'read-back' });
});

test('nothing is written while writing is not allowed, and the action stays pending', async () => {
  const vendor = new UnreliableVendor([]);
  const progress = await writeAction(
    {
      clock: vendor.clock,
      limits: { longestRequestMs },
      vendor: { apply: vendor.apply, readBack: async () => 'absent' },
      begin: async () => ({ allowed: false, reason: 'paused', retryAfterMs: 5_000 }),
      record: async () => {},
    },
    action,
  );
  expect(progress).toMatchObject({
    kind: 'later',
    reason: 'paused',
    atMs: vendor.time + 5_000,
    action: { status: 'pending', attempts: 0 },
  });
  expect(vendor.effects).toEqual([]);
});

test('after too many uncertain attempts a human has to look', async () => {
  const vendor = new UnreliableVendor(Array.from({ length: 20 }, () => 'cut-before' as const));
  expect((await runToEnd(vendor)).status).toBe('unknown');
});
