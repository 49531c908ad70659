import type { Finding } from '@signalbox/sdk';
import { voidedBy } from '@signalbox/triage/line';
import { createMasker } from '@signalbox/triage/model';
import { describeReason, type Policy } from '@signalbox/triage/schema';

const check = 'certificate';

/** Whether what a site's certificate rests on is still so; the catalog is looked at with each ticket. */
export function checkCertificate(
  site: string,
  policy: Policy,
  modelId: string | null,
  nowMs: number,
): Finding | null {
  const { certificate } = policy;
  if (certificate === null) return null;
  const at = new Date(nowMs).toISOString();
  const remedy = `Make a new one: signalbox policy certify --config FILE --site ${site} --out FILE, with the model and settings of now.`;
  const reason = voidedBy(certificate, {
    site,
    modelId,
    maskingVersion: createMasker().version,
    policy,
    at,
  });
  if (reason)
    return {
      check,
      status: 'warning',
      message: `${describeReason(reason)} Fields are suggested, not applied.`,
      remedy,
    };
  const { alpha, delta } = certificate.promise;
  return {
    check,
    status: 'ok',
    message: `at most ${(alpha * 100).toFixed(1)} % wrong among those applied, with confidence ${((1 - delta) * 100).toFixed(1)} %, until ${certificate.expiresAt.slice(0, 10)}`,
    remedy: null,
  };
}
