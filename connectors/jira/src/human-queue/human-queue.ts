import type { HumanQueueCapability } from '@signalbox/sdk';
import type { JiraConfiguration } from '../configuration/index.ts';

/**
 * Jira's own human queue: a label, on which a queue or filter of the service desk selects, and the reason for the
 * agents. Adding the label leaves every other label as it is.
 */
export const humanQueue: HumanQueueCapability<JiraConfiguration> = {
  mark({ humanQueueLabel }, _ticket, reason) {
    return {
      fields: [
        {
          path: 'labels',
          operation: 'add',
          from: null,
          to: { value: humanQueueLabel, label: humanQueueLabel },
        },
      ],
      explanation: { markdown: reason, audience: 'internal' },
    };
  },

  isMarked: ({ humanQueueLabel }, ticket) => ticket.labels.includes(humanQueueLabel),
};
