import { fieldPathSchema, fieldValueSchema } from '@signalbox/sdk';
import {
  type BlindOutcome,
  type BlindSample,
  blindSamples,
  demotionFor,
  digest,
  judgeSample,
  type VendorPort,
  type WatchPort,
} from '@signalbox/triage/line';
import {
  type CertifiedPromise,
  type Policy,
  type ReasonCode,
  type Receipt,
  reasonCodeSchema,
} from '@signalbox/triage/schema';
import { isShifted, leastMixRows, mixShift } from '@signalbox/triage/statistics';
import { z } from 'zod';
import type { KeyValueStore } from './key-value-store.ts';

const samplesSchema = z.array(
  z.object({
    receiptId: z.string(),
    site: z.string(),
    ticketId: z.string(),
    field: z.string(),
    target: z.string(),
    certificateId: z.string(),
    path: fieldPathSchema,
    value: fieldValueSchema,
  }),
);
const outcomeSchema = z.enum(['right', 'wrong', 'unlabelled']);
const demotionSchema = z.object({ target: z.string(), reason: reasonCodeSchema, at: z.string() });
const mixSchema = z.object({
  certificateId: z.string(),
  /** The labels predicted last, by target. */
  labels: z.record(z.string(), z.array(z.string())),
});

const rememberedLabels = 1_000;
/** More blind tickets than a certificate of 90 days sees. */
const mostOutcomes = 20_000;

/** Names of any script, as keys that Forge takes. */
const short = (name: string): string => digest(name).slice(0, 16);
const keys = {
  salt: 'watch-salt',
  mix: 'watch-mix',
  samples: (ticketId: string) => `blind.${ticketId}`,
  outcomes: (certificateId: string, target: string) => `counted.${certificateId}.${short(target)}.`,
  demotions: (certificateId: string) => `demoted.${certificateId}.`,
};

/**
 * The watch on Forge's storage. Each outcome is an entry of its own that is never overwritten, so that two invocations at
 * once lose none, and one that is repeated counts once.
 */
export class ForgeWatch {
  readonly #storage: KeyValueStore;
  readonly #now: () => string;

  constructor(storage: KeyValueStore, now: () => string) {
    this.#storage = storage;
    this.#now = now;
  }

  /** The line's port; the secret of the draw is made once for the installation. */
  async port(): Promise<WatchPort> {
    const made = crypto.randomUUID() + crypto.randomUUID();
    await this.#storage.setIfAbsent(keys.salt, made);
    return {
      salt: z.string().parse(await this.#storage.get(keys.salt)),
      demoted: async ({ id }) => {
        const stored = await this.#storage.list(keys.demotions(id), 100);
        const demotions = stored.map(({ value }) => demotionSchema.parse(value));
        return Object.fromEntries(demotions.map(({ target, reason }) => [target, reason]));
      },
    };
  }

  /** Before the decision is stored; a decision that was not drawn gives an earlier sample of the ticket up. */
  async record(receipt: Receipt): Promise<void> {
    if (receipt.input.policy.certificate === null) return;
    const samples = blindSamples(receipt);
    if (samples.length > 0) await this.#storage.set(keys.samples(receipt.ticketId), samples);
    else await this.#storage.delete(keys.samples(receipt.ticketId));
    await this.#countLabels(receipt, receipt.input.policy.certificate);
  }

  /** Reads what people chose on a ticket that has ended. */
  async settle(ticketId: string, vendor: VendorPort, { certificate }: Policy): Promise<void> {
    const stored = await this.#storage.get(keys.samples(ticketId));
    if (stored === undefined) return;
    const samples = samplesSchema.parse(stored);
    const ticket = await vendor.readTicket(ticketId);
    const history = ticket ? await vendor.readHistory(ticket) : [];
    for (const sample of samples) {
      const outcome = ticket ? judgeSample(sample, ticket, history) : 'unlabelled';
      // Open again meanwhile: its end will be told.
      if (outcome === null) return;
      await this.#count(sample, outcome);
      if (certificate?.id === sample.certificateId) await this.#judge(certificate, sample.target);
    }
    await this.#storage.delete(keys.samples(ticketId));
  }

  async #count(
    { certificateId, target, receiptId, field }: BlindSample,
    outcome: BlindOutcome,
  ): Promise<void> {
    await this.#storage.setIfAbsent(
      `${keys.outcomes(certificateId, target)}${receiptId}.${short(field)}`,
      outcome,
    );
  }

  async #judge({ id, promise, targets }: CertifiedPromise, target: string): Promise<void> {
    const stored = await this.#storage.list(keys.outcomes(id, target), mostOutcomes);
    const outcomes = stored.map(({ value }) => outcomeSchema.parse(value));
    const errors = outcomes.filter((outcome) => outcome === 'wrong').length;
    const observed = errors + outcomes.filter((outcome) => outcome === 'right').length;
    const delta = promise.delta / Math.max(1, Object.keys(targets).length);
    const reason = demotionFor({ observed, errors }, { alpha: promise.alpha, delta });
    if (reason) await this.#demote(id, target, reason);
  }

  async #demote(certificateId: string, target: string, reason: ReasonCode): Promise<void> {
    const demotion = { target, reason, at: this.#now() };
    await this.#storage.setIfAbsent(`${keys.demotions(certificateId)}${short(target)}`, demotion);
  }

  /** Two invocations at once may lose a label of the mix, never an outcome. */
  async #countLabels({ input }: Receipt, { id, targets }: CertifiedPromise): Promise<void> {
    const { classification, policy } = input;
    if (!classification || classification.outOfVocabularyShare > policy.outOfVocabularyLimit) return;
    const stored = mixSchema.safeParse(await this.#storage.get(keys.mix));
    const labels = stored.success && stored.data.certificateId === id ? { ...stored.data.labels } : {};
    for (const { target, label, typicality = 1 } of classification.predictions) {
      const promised = targets[target];
      if (!promised || typicality < (policy.leastTypicality ?? 0)) continue;
      const recent = [...(labels[target] ?? []), label].slice(-rememberedLabels);
      labels[target] = recent;
      if (recent.length < leastMixRows) continue;
      const counts: Record<string, number> = {};
      for (const name of recent) counts[name] = (counts[name] ?? 0) + 1;
      if (isShifted(mixShift(counts, promised.classMix, promised.rows)))
        await this.#demote(id, target, 'certificate-mix');
    }
    await this.#storage.set(keys.mix, { certificateId: id, labels });
  }
}
