import type { CatalogField } from '@signalbox/sdk';
import type { CertifiedPromise, DecisionInput, FieldPolicy, Policy, ReasonCode } from '../schema/index.ts';
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

/** What a certificate is held against. */
export interface CertificateCircumstances {
  readonly site: string;
  readonly modelId: string | null;
  readonly maskingVersion: string;
  readonly policy: Policy;
  /** ISO 8601. */
  readonly at: string;
}

/** What voids a certificate for all its targets; null: nothing it names has changed. Calibration is part of what the model's id stands for. */
export function voidedBy(
  certificate: CertifiedPromise,
  { site, modelId, maskingVersion, policy, at }: CertificateCircumstances,
): ReasonCode | null {
  if (certificate.site !== site) return 'certificate-site';
  if (certificate.model !== modelId) return 'certificate-model';
  if (certificate.maskingVersion !== maskingVersion) return 'certificate-masking';
  if (certificate.policy !== policyScope(policy, Object.keys(certificate.targets)))
    return 'certificate-policy';
  return Date.parse(at) >= Date.parse(certificate.expiresAt) ? 'certificate-expired' : null;
}

/** What a certificate says about applying `label` to a field now. */
export function certifiedThreshold(
  certificate: CertifiedPromise,
  input: DecisionInput,
  { target }: Pick<FieldPolicy, 'target'>,
  field: CatalogField,
  label: string,
): CertifiedThreshold {
  const promised = certificate.targets[target];
  if (!promised) return { isPromised: false, reason: 'not-certified' };
  const { policy, standing, classification, catalog } = input;
  if (!standing?.isWatched || !catalog) return { isPromised: false, reason: 'certificate-unwatched' };
  const { maskingVersion, at, demoted } = standing;
  const modelId = classification?.modelId ?? null;
  const reason =
    voidedBy(certificate, { site: catalog.site, modelId, maskingVersion, policy, at }) ?? demoted[target];
  if (reason) return { isPromised: false, reason };
  if (!hasSameCatalog(promised.catalog, field)) return { isPromised: false, reason: 'certificate-catalog' };
  const threshold = promised.groups.find(({ labels }) => labels.includes(label))?.threshold ?? null;
  return threshold === null
    ? { isPromised: false, reason: 'not-certified' }
    : { isPromised: true, threshold };
}
