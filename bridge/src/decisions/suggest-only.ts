import type { Policy } from '@signalbox/triage/schema';

/** The policy without anything that writes: what a backfill brings is suggested, and nothing more. */
export function suggestOnly(policy: Policy): Policy {
  const fields = Object.entries(policy.fields).map(([name, field]) => [
    name,
    field.mode === 'apply' ? { ...field, mode: 'suggest' as const } : field,
  ]);
  return {
    ...policy,
    version: `${policy.version}+suggest-only`,
    fields: Object.fromEntries(fields),
    humanQueue: 'leave',
    explanation: 'none',
    certificate: null,
  };
}
