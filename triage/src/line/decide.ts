import { allowedValue, type CatalogField, catalogField, type FieldValue } from '@signalbox/sdk';
import type {
  Decision,
  DecisionInput,
  FieldDecision,
  FieldFact,
  FieldPolicy,
  Prediction,
  ReasonCode,
  Route,
} from '../schema/index.ts';

interface Verdict {
  readonly route: Route;
  readonly reason: ReasonCode;
  readonly value?: FieldValue | null;
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

function byProbability(
  prediction: Prediction,
  policy: FieldPolicy,
  field: CatalogField,
  value: FieldValue,
  isOurs: boolean,
): Verdict {
  if (prediction.probability < policy.suggestAt)
    return { route: 'escalate', reason: 'below-suggest-threshold', value };
  if (!isOurs) return { route: 'suggest', reason: 'human-value-present', value };
  if (policy.mode === 'suggest') return { route: 'suggest', reason: 'suggest-only', value };
  if (prediction.probability < policy.applyAt)
    return { route: 'suggest', reason: 'below-apply-threshold', value };
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
): Verdict {
  if (policy.mode === 'off') return { route: 'none', reason: 'field-off' };
  if (input.obstacle) return { route: 'escalate', reason: input.obstacle };
  if (!input.classification) return { route: 'escalate', reason: 'model-unavailable' };
  if (input.classification.outOfVocabularyShare > input.policy.outOfVocabularyLimit)
    return { route: 'escalate', reason: 'out-of-scope' };
  if (!input.catalog) return { route: 'escalate', reason: 'catalog-unavailable' };
  if (!prediction) return { route: 'none', reason: 'no-prediction' };
  if (!field) return { route: 'escalate', reason: 'field-not-in-catalog' };
  const value = allowedValue(field, policy.labels[prediction.label] ?? prediction.label);
  if (!value) return { route: 'escalate', reason: 'label-not-in-catalog' };
  if (fact?.holds.some((held) => held.value === value.value))
    return { route: 'none', reason: 'already-set', value };
  const isOurs = isOursToWrite(fact, policy, operation);
  const verdict = byProbability(prediction, policy, field, value, isOurs);
  // A human's choice needs no escalation: the question is answered.
  return verdict.route === 'escalate' && !isOurs
    ? { route: 'none', reason: 'human-value-present', value }
    : verdict;
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
    const verdict = decideField(input, policy, fact, field, prediction, operation);
    return {
      field: name,
      path: policy.path,
      route: verdict.route,
      reason: verdict.reason,
      label: prediction?.label ?? null,
      value: verdict.value ?? null,
      current: fact?.current ?? null,
      operation,
      probability: prediction?.probability ?? null,
      applyAt: policy.applyAt,
      suggestAt: policy.suggestAt,
      alternatives: prediction?.alternatives ?? [],
    };
  });
  return { ...summarise(fields), fields };
}
