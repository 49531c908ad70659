import { policyScope } from '@signalbox/triage/line';
import { createMasker } from '@signalbox/triage/model';
import type { CertifiedPromise, Policy } from '@signalbox/triage/schema';
import { topicClassifier } from './topic-classifier.ts';
import type { Vendor } from './vendors.ts';

/** A certificate for the topics of a vendor, as if it had been made for exactly this model, site and policy. */
export async function topicCertificate(
  { site, sandbox }: Vendor,
  policy: Policy,
  changes: Partial<CertifiedPromise> = {},
): Promise<CertifiedPromise> {
  const { id } = await sandbox.createTicket({ summary: 'A ticket', description: 'to read the catalog of' });
  const ticket = await site.tickets?.read(id);
  const catalog = ticket && (await site.catalog?.read(ticket));
  const path = policy.fields['category']?.path;
  const field = catalog?.fields.find((candidate) => candidate.path === path);
  const labels = topicClassifier.targets.flatMap((target) => [...target.labels]);
  return {
    format: 'signalbox-certificate',
    version: 1,
    id: `certificate-of-${site.name}`,
    site: site.name,
    issuedAt: '2026-01-01T00:00:00.000Z',
    expiresAt: '2999-01-01T00:00:00.000Z',
    model: topicClassifier.id,
    calibration: 'none',
    policy: policyScope(policy, ['category']),
    maskingVersion: createMasker().version,
    promise: { alpha: 0.03, delta: 0.05, perTicketAlpha: 0.03 },
    targets: {
      category: {
        groups: [{ labels, threshold: 0.9, alpha: 0.03, delta: 0.05, rows: 400, errors: 2, bound: 0.02 }],
        catalog: field?.allowedValues?.map(({ label }) => label) ?? null,
        classMix: Object.fromEntries(labels.map((label) => [label, 1 / labels.length])),
        rows: 400,
      },
    },
    ...changes,
  };
}
