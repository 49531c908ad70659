import type { CatalogField } from '@signalbox/sdk';
import type { CertifiedPromise, DecisionInput, FieldPolicy, ReasonCode } from '../schema/index.ts';
import { policyScope } from './policy-scope.ts';

/** The threshold a certificate promises for a label, or why it promises none. */
export type CertifiedThreshold =
  | { readonly isPromised: true; readonly threshold: number }
  | { readonly isPromised: false; readonly reason: ReasonCode };

const isSameSet = (left: readonly string[], right: readonly string[]): boolean => {
  const values = new Set(left);
  return values.size === new Set(right).size && right.every((value) => values.has(value));
};

/** Whether the field offers what it offered when the certificate was made. */
function hasSameCatalog(certified: readonly string[] | null, field: CatalogField): boolean {
  if (certified === null || field.allowedValues === null)
    return certified === null && field.allowedValues === null;
  return isSameSet(
    certified,
    field.allowedValues.map(({ label }) => label),
  );
}

/** What voids a certificate for a target; null: it holds. */
function voidedBy(
  certificate: CertifiedPromise,
  { policy, standing, classification, catalog }: DecisionInput,
  target: string,
): ReasonCode | null {
  if (!standing?.isWatched) return 'certificate-unwatched';
  if (certificate.site === null || (catalog && certificate.site !== catalog.site)) return 'certificate-site';
  if (certificate.model !== classification?.modelId) return 'certificate-model';
  if (certificate.maskingVersion !== standing.maskingVersion) return 'certificate-masking';
  if (certificate.policy !== policyScope(policy, Object.keys(certificate.targets)))
    return 'certificate-policy';
  if (Date.parse(standing.at) >= Date.parse(certificate.expiresAt)) return 'certificate-expired';
  return standing.demoted[target] ?? null;
}

/** What a certificate says about applying `label` to a field now. Calibration is part of what the model's id stands for. */
export function certifiedThreshold(
  certificate: CertifiedPromise,
  input: DecisionInput,
  { target }: Pick<FieldPolicy, 'target'>,
  field: CatalogField,
  label: string,
): CertifiedThreshold {
  const promised = certificate.targets[target];
  if (!promised) return { isPromised: false, reason: 'not-certified' };
  const reason = voidedBy(certificate, input, target);
  if (reason) return { isPromised: false, reason };
  if (!hasSameCatalog(promised.catalog, field)) return { isPromised: false, reason: 'certificate-catalog' };
  const threshold = promised.groups.find(({ labels }) => labels.includes(label))?.threshold ?? null;
  return threshold === null
    ? { isPromised: false, reason: 'not-certified' }
    : { isPromised: true, threshold };
}
