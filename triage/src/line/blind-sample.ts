import type { FieldHistoryEntry, FieldPath, FieldValue, Ticket } from '@signalbox/sdk';
import type { ReasonCode, Receipt } from '../schema/index.ts';
import { errorInterval } from '../statistics/index.ts';
import { setBy, valuesAt } from './facts.ts';

/** A field that could have been applied and went to people without a suggestion instead. */
export interface BlindSample {
  readonly receiptId: string;
  readonly site: string;
  readonly ticketId: string;
  readonly field: string;
  /** The model's target. */
  readonly target: string;
  readonly certificateId: string;
  readonly path: FieldPath;
  /** What would have been applied. */
  readonly value: FieldValue;
}

/** `unlabelled`: no person chose a value, so nothing is known. A value nobody touched is no label. */
export type BlindOutcome = 'right' | 'wrong' | 'unlabelled';

/** The samples that a decision makes; none unless it was drawn. */
export function blindSamples({ id, site, ticketId, input, decision }: Receipt): readonly BlindSample[] {
  const { certificate, fields } = input.policy;
  if (certificate === null) return [];
  return decision.fields.flatMap((field) => {
    const policy = fields[field.field];
    if (field.withheld !== 'apply' || field.value === null || !policy) return [];
    const { target, path } = policy;
    return [
      {
        receiptId: id,
        site,
        ticketId,
        field: field.field,
        target,
        certificateId: certificate.id,
        path,
        value: field.value,
      },
    ];
  });
}

const settled: ReadonlySet<string> = new Set(['resolved', 'closed', 'cancelled']);

/** What became of a sample; null: the ticket is not settled yet. */
export function judgeSample(
  { path, value }: Pick<BlindSample, 'path' | 'value'>,
  ticket: Ticket,
  history: readonly FieldHistoryEntry[],
): BlindOutcome | null {
  if (!settled.has(ticket.state.phase)) return null;
  const held = valuesAt(ticket, path);
  if (held.length === 0 || setBy(history, path) !== 'human') return 'unlabelled';
  return held.some((chosen) => chosen.value === value.value) ? 'right' : 'wrong';
}

/** What was counted under a certificate for one target. */
export interface ErrorCount {
  /** Samples of which a person's choice is known. */
  readonly observed: number;
  readonly errors: number;
}

/** The promise a count is held to. */
export interface WatchedPromise {
  readonly alpha: number;
  /** Of the watch: with at most this probability it ever demotes a target that keeps its promise. */
  readonly delta: number;
}

/**
 * Why a target may not be applied any more; null: the count does not show it. The error may be looked at after every
 * observation: the confidence sequence holds at all times at once.
 */
export function demotionFor(
  { observed, errors }: ErrorCount,
  { alpha, delta }: WatchedPromise,
): ReasonCode | null {
  return errorInterval(errors, observed, delta).lower > alpha ? 'certificate-error' : null;
}
