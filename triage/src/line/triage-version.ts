import type { Catalog, FieldHistoryEntry } from '@signalbox/sdk';
import type { FieldFact, Receipt } from '../schema/index.ts';
import { digest } from './identifiers.ts';

export interface TriageVersionParts {
  readonly maskedTextHash: string;
  readonly facts: readonly FieldFact[];
  readonly history: readonly FieldHistoryEntry[];
  readonly catalog: Catalog | null;
  readonly modelId: string | null;
  readonly policyVersion: string;
}

/** What the mapped fields allow. What others allow may follow from what we wrote: a category decides its subcategories. */
function mappedPart(catalog: Catalog, facts: readonly FieldFact[]) {
  const mapped = new Set(facts.map((fact) => fact.path));
  return [catalog.project, catalog.type, catalog.fields.filter((field) => mapped.has(field.path))];
}

/**
 * The triage-relevant version of a ticket: equal versions get one decision. Our own writes are taken back out of the
 * mapped fields, so that having written a field does not make the ticket new again.
 */
export function triageVersion(parts: TriageVersionParts): Receipt['triageVersion'] {
  const fields = parts.facts.map((fact) => {
    if (fact.setBy !== 'signalbox') return [fact.path, fact.holds.map((value) => value.value).sort()];
    const before = parts.history.find((entry) => entry.path === fact.path && entry.isOwn)?.from ?? null;
    return [fact.path, before ? [before.value] : []];
  });
  const catalog = parts.catalog && mappedPart(parts.catalog, parts.facts);
  return digest(parts.maskedTextHash, fields, catalog, parts.modelId, parts.policyVersion);
}
