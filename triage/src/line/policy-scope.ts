import type { Policy } from '../schema/index.ts';
import { digest } from './identifiers.ts';

/**
 * What a certificate rests on in a policy: which tickets are triaged, which fields hold the targets, and how labels are
 * renamed. Modes, thresholds and persons may change without voiding it.
 */
export function policyScope(policy: Policy, targets: readonly string[]): string {
  const fields = Object.values(policy.fields)
    .filter(({ target }) => targets.includes(target))
    .map(({ target, path, labels, replaceable }) => [
      target,
      path,
      Object.entries(labels).sort(),
      [...replaceable].sort(),
    ])
    .sort();
  return digest(
    'policy-scope',
    [...policy.types].sort(),
    policy.projects && [...policy.projects].sort(),
    policy.outOfVocabularyLimit,
    fields,
    ...(policy.leastTypicality === undefined ? [] : [policy.leastTypicality]),
  ).slice(0, 16);
}
