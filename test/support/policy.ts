import { type Policy, policySchema } from '@signalbox/triage/schema';
import type { VendorName } from './vendors.ts';

const topicPaths = { jira: 'custom.Topic', servicenow: 'category' } as const;

/** The topic is applied from 0.9, suggested from 0.5, and else left to people with a mark. */
export function applyPolicy(vendor: VendorName, changes: Partial<Policy> = {}): Policy {
  return policySchema.parse({
    version: `apply-${JSON.stringify(changes)}`,
    fields: {
      category: {
        target: 'category',
        path: topicPaths[vendor],
        mode: 'apply',
        applyAt: 0.9,
        suggestAt: 0.5,
        replaceable: [],
        labels: {},
        enabledBy: { by: 'Ada, service desk manager', at: '2026-01-01T00:00:00.000Z' },
      },
    },
    types: ['incident', 'request'],
    projects: null,
    humanQueue: 'mark',
    explanation: 'none',
    outOfVocabularyLimit: 0.8,
    ...changes,
  });
}
