import { SignalboxError } from '@signalbox/sdk';
import { digest } from '@signalbox/triage/line';
import { type CertifiedPromise, type Policy, policySchema } from '@signalbox/triage/schema';
import { type Configuration, fieldPath } from './schema.ts';

/**
 * The first version of a site's policy, from the configuration file. Equal configurations have equal versions.
 * @param certificate the site's, read by `readCertificates`
 */
export function policyFor(
  configuration: Configuration,
  site: string,
  certificate: CertifiedPromise | null = null,
): Policy {
  const fields = Object.entries(configuration.fields).flatMap(([name, field]) => {
    const path = fieldPath(name, field, site);
    if (path === null) return [];
    const { target = name, enabledBy = null, from: _, ...rest } = field;
    return [[name, { ...rest, target, path, enabledBy }] as const];
  });
  const content = {
    fields: Object.fromEntries(fields),
    types: configuration.types,
    projects: configuration.projects ?? null,
    humanQueue: configuration.humanQueue,
    explanation: configuration.explanation,
    outOfVocabularyLimit: configuration.outOfVocabularyLimit,
    rules: configuration.rules,
    certificate,
    blindShare: configuration.blindShare,
    // Absent while it is off, so that a policy that does not use it keeps its version.
    ...(configuration.leastTypicality === 0 ? {} : { leastTypicality: configuration.leastTypicality }),
  };
  const parsed = policySchema.safeParse({ ...content, version: `c-${digest(content).slice(0, 16)}` });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new SignalboxError(
    'configuration',
    `${issue?.path.join('.') ?? 'fields'}: ${issue?.message ?? 'not valid'}`,
    { site },
  );
}
