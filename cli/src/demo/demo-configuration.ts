import type { ConfigurationInput } from '../configuration/index.ts';

const enabledBy = { by: 'Robin Marlow, service desk manager (demo)', at: '2026-01-01T00:00:00.000Z' };

/** What a named person would have allowed after a trial: the category is applied when the model is sure. */
export const demoPolicy: Pick<ConfigurationInput, 'fields' | 'humanQueue' | 'explanation'> = {
  fields: {
    category: {
      from: { jira: 'custom.Topic', servicenow: 'category' },
      mode: 'apply',
      applyAt: 0.85,
      suggestAt: 0.55,
      enabledBy,
    },
  },
  humanQueue: 'mark',
  explanation: 'none',
};
