import { type Policy, policySchema } from '@signalbox/triage/schema';

const common = {
  types: ['incident', 'request'],
  projects: null,
  explanation: 'none',
  outOfVocabularyLimit: 0.8,
} as const;

/** The default: nothing is written. */
export const suggestOnly: Policy = policySchema.parse({
  ...common,
  version: 'bench-suggest',
  fields: {},
  humanQueue: 'leave',
});

/** As after a trial: the category is written when the model is sure, and what is left to people is marked so. */
export function applyCategory(path: string): Policy {
  return policySchema.parse({
    ...common,
    version: 'bench-apply',
    fields: {
      category: {
        target: 'category',
        path,
        mode: 'apply',
        applyAt: 0.85,
        suggestAt: 0.55,
        replaceable: [],
        labels: {},
        enabledBy: { by: 'the bench', at: '2026-01-01T00:00:00.000Z' },
      },
    },
    humanQueue: 'mark',
  });
}
