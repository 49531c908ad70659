import type { ChangesCapability, VendorRequest } from '@signalbox/sdk';
import type { JiraConfiguration } from '../configuration/index.ts';
import { applyChange } from './apply-change.ts';
import { planExplanation } from './explanation.ts';
import { readIssueState } from './issue-state.ts';
import { entryOf } from './marker.ts';
import { planChange } from './plan-change.ts';
import { readBackChange } from './read-back.ts';

/** Writing to Jira: one edit with its marker, and an explanation that no customer sees by accident. */
export const changes: ChangesCapability<JiraConfiguration> = {
  apply: applyChange,
  readBack: readBackChange,

  async plan(context, change, options): Promise<readonly VendorRequest[]> {
    const state = await readIssueState(context, change, options);
    if (entryOf(state.marks, change.actionId)) {
      const open = planExplanation(change, state.projectType, context.configuration);
      return open.kind === 'comment' && !(await open.isWritten(context, options)) ? [open.request] : [];
    }
    const { edit, explanation } = planChange(state, change, context.configuration, context.clock.now());
    if (!edit) return [];
    return explanation.kind === 'comment' ? [edit, explanation.request] : [edit];
  },
};
