import type { Policy } from '@signalbox/triage/schema';

/** What the app does before an admin decides anything: it suggests a label, and writes nothing. */
export const defaultPolicy: Policy = {
  version: 'forge-default-1',
  fields: {
    category: {
      target: 'category',
      path: 'labels',
      mode: 'suggest',
      applyAt: 1,
      suggestAt: 0.5,
      byLabel: {},
      replaceable: [],
      labels: {},
      enabledBy: null,
    },
  },
  types: ['incident', 'request'],
  projects: null,
  humanQueue: 'leave',
  explanation: 'none',
  outOfVocabularyLimit: 0.8,
  rules: [],
  certificate: null,
  blindShare: 0.03,
};
