import { allowedValue, type CatalogField, catalogField, type FieldValue } from '@signalbox/sdk';
import {
  type Decision,
  type DecisionInput,
  type FieldDecision,
  type FieldFact,
  type FieldPolicy,
  labelThresholds,
  type Prediction,
  type ReasonCode,
  type Route,
  type Rule,
} from '../schema/index.ts';
import { catalogValue } from './catalog-labels.ts';
import { certifiedThreshold } from './certified-threshold.ts';

interface Verdict {
  readonly route: Route;
  readonly reason: ReasonCode;
  readonly value?: FieldValue | null;
  /** The admin's rule that gave the value. */
  readonly rule?: string;
}

interface Thresholds {
  readonly applyAt: number;
  readonly suggestAt: number;
  /** Why nothing may be applied, however sure the model is. */
  readonly withheld: ReasonCode | null;
}

/** A field is ours to write when it is empty, ours already, or holds a listed placeholder that no human has set. */
function isOursToWrite(
  fact: FieldFact | undefined,
  policy: FieldPolicy,
  operation: FieldDecision['operation'],
): boolean {
  if (!fact || operation === 'add' || fact.current === null) return true;
  if (fact.setBy === 'signalbox') return true;
  return fact.setBy === 'none' && policy.replaceable.includes(fact.current.label);
}

/** The policy's thresholds for a label; a certificate's take the place of `applyAt`. */
function thresholdsOf(
  input: DecisionInput,
  policy: FieldPolicy,
  field: CatalogField | undefined,
  label: string | undefined,
): Thresholds {
  const own = labelThresholds(policy, label);
  const { certificate } = input.policy;
  if (certificate === null || policy.mode !== 'apply' || !field || label === undefined)
    return { ...own, withheld: null };
  const certified = certifiedThreshold(certificate, input, policy, field, label);
  return certified.isPromised
    ? { ...own, applyAt: certified.threshold, withheld: null }
    : { ...own, withheld: certified.reason };
}

function byProbability(
  { probability }: Prediction,
  policy: FieldPolicy,
  { applyAt, suggestAt, withheld }: Thresholds,
  field: CatalogField,
  value: FieldValue,
  isOurs: boolean,
): Verdict {
  const isSure = policy.mode === 'apply' && withheld === null && probability >= applyAt;
  // A certified threshold may lie below `suggestAt`: what may be applied is not too unsure to be shown.
  if (!isSure && probability < suggestAt)
    return { route: 'escalate', reason: 'below-suggest-threshold', value };
  if (!isOurs) return { route: 'suggest', reason: 'human-value-present', value };
  if (policy.mode === 'suggest') return { route: 'suggest', reason: 'suggest-only', value };
  if (withheld !== null) return { route: 'suggest', reason: withheld, value };
  if (!isSure) return { route: 'suggest', reason: 'below-apply-threshold', value };
  if (!field.isEditable) return { route: 'suggest', reason: 'field-not-editable', value };
  return { route: 'apply', reason: 'confident', value };
}

function decideField(
  input: DecisionInput,
  policy: FieldPolicy,
  fact: FieldFact | undefined,
  field: CatalogField | undefined,
  prediction: Prediction | undefined,
  operation: FieldDecision['operation'],
  thresholds: Thresholds,
): Verdict {
  if (policy.mode === 'off') return { route: 'none', reason: 'field-off' };
  if (input.obstacle) return { route: 'escalate', reason: input.obstacle };
  if (!input.classification) return { route: 'escalate', reason: 'model-unavailable' };
  if (input.classification.outOfVocabularyShare > input.policy.outOfVocabularyLimit)
    return { route: 'escalate', reason: 'out-of-scope' };
  if (!input.catalog) return { route: 'escalate', reason: 'catalog-unavailable' };
  if (!prediction) return { route: 'none', reason: 'no-prediction' };
  if ((prediction.typicality ?? 1) < (input.policy.leastTypicality ?? 0))
    return { route: 'escalate', reason: 'out-of-scope' };
  if (!field) return { route: 'escalate', reason: 'field-not-in-catalog' };
  const value = catalogValue(field, policy, prediction.label);
  if (!value) return { route: 'escalate', reason: 'label-not-in-catalog' };
  if (fact?.holds.some((held) => held.value === value.value))
    return { route: 'none', reason: 'already-set', value };
  const isOurs = isOursToWrite(fact, policy, operation);
  const verdict = byProbability(prediction, policy, thresholds, field, value, isOurs);
  // A human's choice needs no escalation: the question is answered.
  return verdict.route === 'escalate' && !isOurs
    ? { route: 'none', reason: 'human-value-present', value }
    : verdict;
}

/** Where the model cannot say, or not surely enough. Another obstacle is not mended by a rule. */
const ruled: readonly ReasonCode[] = ['below-suggest-threshold', 'out-of-scope', 'model-unavailable'];

/** Under the threshold: the first of the admin's rules that fits, and only then the human queue. */
function byRule(
  verdict: Verdict,
  rules: readonly Rule[],
  fact: FieldFact | undefined,
  field: CatalogField | undefined,
): Verdict {
  if (verdict.route !== 'escalate' || !ruled.includes(verdict.reason) || !field) return verdict;
  for (const { name, value: label } of rules) {
    const value = allowedValue(field, label);
    if (!value) continue;
    if (fact?.holds.some((held) => held.value === value.value))
      return { route: 'none', reason: 'already-set', value };
    return { route: 'suggest', reason: 'rule-matched', value, rule: name };
  }
  return verdict;
}

/** Alternatives in the catalog's words; those that left it are withheld as the label itself would be. */
function offered(
  alternatives: Prediction['alternatives'],
  policy: FieldPolicy,
  field: CatalogField | undefined,
): FieldDecision['alternatives'] {
  if (!field) return alternatives;
  return alternatives.flatMap(({ label, probability }) => {
    const value = catalogValue(field, policy, label);
    return value === null ? [] : [{ label: value.label, probability }];
  });
}

const precedence: readonly Route[] = ['apply', 'suggest', 'escalate', 'none'];

/** The ticket goes where its boldest field goes; the reason is that field's. */
function summarise(fields: readonly FieldDecision[]): Pick<Decision, 'route' | 'reason'> {
  for (const route of precedence) {
    const field = fields.find((candidate) => candidate.route === route);
    if (field) return { route, reason: field.reason };
  }
  return { route: 'none', reason: 'field-off' };
}

/** A ticket drawn for the blind sample goes to people as if Signalbox had nothing to say. */
function blindfold(fields: readonly FieldDecision[]): Decision {
  return {
    route: 'escalate',
    reason: 'blind-sample',
    fields: fields.map((field) =>
      field.route === 'apply' || field.route === 'suggest'
        ? { ...field, route: 'escalate', reason: 'blind-sample', withheld: field.route }
        : field,
    ),
  };
}

/**
 * Decides what happens to a ticket. Pure: the same input gives the same decision, which is what makes a receipt a
 * proof. The catalog decides what may be written, the policy what is allowed, the facts what is left alone.
 */
export function decide(input: DecisionInput): Decision {
  const fields = Object.entries(input.policy.fields).map(([name, policy]): FieldDecision => {
    const fact = input.facts.find((candidate) => candidate.path === policy.path);
    const field = input.catalog ? catalogField(input.catalog, policy.path) : undefined;
    const prediction = input.classification?.predictions.find(
      (candidate) => candidate.target === policy.target,
    );
    const operation = field?.kind === 'labels' || field?.kind === 'choices' ? 'add' : 'set';
    const thresholds = thresholdsOf(input, policy, field, prediction?.label);
    const rules = input.policy.rules.filter(
      (rule) => rule.field === name && input.matchedRules.includes(rule.name),
    );
    const verdict = byRule(
      decideField(input, policy, fact, field, prediction, operation, thresholds),
      rules,
      fact,
      field,
    );
    const isRuled = verdict.rule !== undefined;
    return {
      field: name,
      path: policy.path,
      route: verdict.route,
      reason: verdict.reason,
      label: isRuled ? (verdict.value?.label ?? null) : (prediction?.label ?? null),
      value: verdict.value ?? null,
      current: fact?.current ?? null,
      operation,
      // A rule knows no probability, and the model's belongs to another value.
      probability: isRuled ? null : (prediction?.probability ?? null),
      applyAt: thresholds.applyAt,
      suggestAt: thresholds.suggestAt,
      alternatives: offered(prediction?.alternatives ?? [], policy, field),
      rule: verdict.rule ?? null,
      withheld: null,
      notLearnt: fact?.notLearnt ?? [],
    };
  });
  if (input.standing?.isBlind && fields.some((field) => field.route === 'apply')) return blindfold(fields);
  return { ...summarise(fields), fields };
}
