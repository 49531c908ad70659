import { type Catalog, catalogField, isSignalboxError, type Ticket } from '@signalbox/sdk';
import { locateEvidence, type MaskedText } from '../model/index.ts';
import {
  type Classification,
  type DecisionInput,
  type FieldDecision,
  type Policy,
  type ReasonCode,
  type Receipt,
  type Standing,
  type Suggestion,
  ticketText,
} from '../schema/index.ts';
import { isDrawnBlind } from './blind-draw.ts';
import { notLearntByPath, withheldLabels } from './catalog-labels.ts';
import { decide } from './decide.ts';
import { fieldFacts } from './facts.ts';
import { digest, receiptId } from './identifiers.ts';
import { matchedRules } from './matched-rules.ts';
import { planActions } from './plan-actions.ts';
import type { TriagePorts } from './ports.ts';
import { triageVersion } from './triage-version.ts';
import { assessEligibility, type Eligibility, type Trigger } from './trigger.ts';

export type TriageResult =
  | {
      readonly kind: 'decided';
      readonly receipt: Receipt;
      readonly suggestion: Suggestion;
      readonly actionCount: number;
    }
  | {
      readonly kind: 'skipped';
      readonly why:
        | 'gone'
        | 'already-decided'
        | 'loop-guard'
        | Exclude<Eligibility, { isEligible: true }>['why'];
    };

const hourMs = 3_600_000;
/** The third decision about one ticket within an hour goes to a human; later ones are not made. */
const decisionsPerHour = 2;

interface Sight {
  readonly classification: Classification | null;
  readonly obstacle: ReasonCode | null;
}

async function classify(ports: TriagePorts, masked: MaskedText): Promise<Sight> {
  if (masked.text.trim() === '') return { classification: null, obstacle: 'empty-text' };
  if (!ports.classifier) return { classification: null, obstacle: 'model-unavailable' };
  const [found] = await ports.classifier.classify([masked.text], { explain: true });
  if (!found) return { classification: null, obstacle: 'model-unavailable' };
  const classification = locateEvidence(found, masked.spans);
  return classification.tokenCount === 0
    ? { classification, obstacle: 'empty-text' }
    : { classification, obstacle: null };
}

/** A catalog that the vendor refuses to show is a reason for a human; one that is briefly out of reach is retried. */
async function readCatalog(
  ports: TriagePorts,
  ticket: Ticket,
  signal: AbortSignal | undefined,
): Promise<Catalog | null> {
  try {
    return await ports.vendor.readCatalog(ticket, signal);
  } catch (error) {
    if (
      isSignalboxError(error) &&
      !error.isRetryable &&
      ['permission', 'not-found', 'rejected'].includes(error.code)
    )
      return null;
    throw error;
  }
}

/** The decision without its model's evidence: receipts stay small and hold no words. */
function withoutEvidence(classification: Classification | null): Classification | null {
  if (!classification) return null;
  return {
    ...classification,
    predictions: classification.predictions.map((prediction) => ({ ...prediction, evidence: [] })),
  };
}

/** What the certificate's standing is for this version of a ticket; null without a certificate. */
async function standingOf(
  { policy, watch, masker }: TriagePorts,
  triageVersion: string,
  at: string,
): Promise<Standing | null> {
  if (policy.certificate === null) return null;
  return {
    at,
    maskingVersion: masker.version,
    // Where nothing is drawn nothing is counted.
    isWatched: watch !== null && policy.blindShare > 0,
    isBlind: watch !== null && isDrawnBlind(watch.salt, triageVersion, policy.blindShare),
    demoted: (await watch?.demoted(policy.certificate)) ?? {},
  };
}

/** Of a blind sample nobody sees what the model says. */
function shown(
  policy: Policy,
  field: FieldDecision,
  said: Pick<Suggestion['fields'][number], 'evidence' | 'withheldLabels'>,
): Suggestion['fields'][number] {
  if (field.withheld === null) return { ...field, ...said };
  // A label's own threshold would tell which label it is.
  const { applyAt = 1, suggestAt = 1 } = policy.fields[field.field] ?? {};
  return {
    ...field,
    applyAt,
    suggestAt,
    label: null,
    value: null,
    probability: null,
    alternatives: [],
    rule: null,
    withheld: null,
    evidence: [],
    withheldLabels: [],
  };
}

function suggestionOf(
  receipt: Receipt,
  sight: Sight,
  configurationItems: Suggestion['configurationItems'],
): Suggestion {
  const { policy, catalog } = receipt.input;
  const said = ({ field, path, rule }: FieldDecision) => {
    const fieldPolicy = policy.fields[field];
    const prediction = sight.classification?.predictions.find(({ target }) => target === fieldPolicy?.target);
    const offered = catalog ? catalogField(catalog, path) : undefined;
    const labels = prediction ? [prediction.label, ...prediction.alternatives.map(({ label }) => label)] : [];
    return {
      evidence: rule === null ? (prediction?.evidence ?? []) : [],
      withheldLabels: offered && fieldPolicy ? [...withheldLabels(offered, fieldPolicy, labels)] : [],
    };
  };
  return {
    id: receipt.id,
    site: receipt.site,
    ticketId: receipt.ticketId,
    ticketKey: receipt.ticketKey,
    route: receipt.decision.route,
    reason: receipt.decision.reason,
    fields: receipt.decision.fields.map((field) => shown(policy, field, said(field))),
    configurationItems,
    modelId: sight.classification?.modelId ?? null,
    createdAt: receipt.decidedAt,
  };
}

/**
 * One look at one ticket: read → eligible? → mask → classify → decide → save receipt, suggestion and actions together.
 * Throws what the vendor or the store throws when they are briefly out of reach: the caller repeats the look.
 */
export async function triageTicket(
  ports: TriagePorts,
  ticketId: string,
  trigger: Trigger,
  signal?: AbortSignal,
): Promise<TriageResult> {
  if (trigger.isOwnOnly) return { kind: 'skipped', why: 'own-change' };
  const ticket = await ports.vendor.readTicket(ticketId, signal);
  if (!ticket) return { kind: 'skipped', why: 'gone' };
  const [history, previous] = await Promise.all([
    ports.vendor.readHistory(ticket, signal),
    ports.store.latestReceipt(ticketId),
  ]);
  const eligibility = assessEligibility(ticket, trigger, history, ports.policy, previous);
  if (!eligibility.isEligible) return { kind: 'skipped', why: eligibility.why };

  const [catalog, configurationItems] = await Promise.all([
    readCatalog(ports, ticket, signal),
    ports.vendor.relatedItems(ticket, signal),
  ]);
  const masked = ports.masker.mask(ticketText(ticket));
  const maskedText = masked.text;
  const maskedTextHash = digest(maskedText);
  const notLearnt = notLearntByPath(ports.policy, catalog, ports.classifier?.targets ?? []);
  const facts = fieldFacts(ticket, history, ports.policy, notLearnt);
  const version = triageVersion({
    maskedTextHash,
    facts,
    history,
    catalog,
    modelId: ports.classifier?.id ?? null,
    policyVersion: ports.policy.version,
  });
  if (previous?.triageVersion === version) return { kind: 'skipped', why: 'already-decided' };
  const now = ports.clock.now();
  const recent = await ports.store.countDecisions(ticketId, now - hourMs);
  if (recent > decisionsPerHour) return { kind: 'skipped', why: 'loop-guard' };

  const sight = await classify(ports, masked);
  const decidedAt = new Date(now).toISOString();
  const input: DecisionInput = {
    facts,
    classification: withoutEvidence(sight.classification),
    obstacle: recent === decisionsPerHour ? 'loop-guard' : sight.obstacle,
    policy: ports.policy,
    catalog,
    matchedRules: matchedRules(ports.policy, ticket, maskedText),
    standing: await standingOf(ports, version, decidedAt),
  };
  const decision = decide(input);
  const receipt: Receipt = {
    id: receiptId(ports.site, ticketId, version),
    site: ports.site,
    ticketId,
    ticketKey: ticket.key,
    triageVersion: version,
    maskedTextHash,
    maskingVersion: ports.masker.version,
    input,
    decision,
    decidedAt,
  };
  const suggestion = suggestionOf(receipt, sight, [...configurationItems]);
  const plan = {
    ticket,
    decision,
    policy: ports.policy,
    receiptId: receipt.id,
    modelId: suggestion.modelId,
    createdAt: decidedAt,
  };
  // The loop guard exists because writes may be what causes the loop: it writes nothing, not even the mark.
  const actions = decision.reason === 'loop-guard' ? [] : planActions(plan, ports.vendor);
  const saved = await ports.store.save({ receipt, suggestion, actions, maskedText });
  if (saved === 'exists') return { kind: 'skipped', why: 'already-decided' };
  return { kind: 'decided', receipt, suggestion, actionCount: actions.length };
}
