import type { ChangesCapability } from '@signalbox/sdk';
import type { ServiceNowConfiguration } from '../configuration/index.ts';
import { applyChange } from './apply.ts';
import { prepare } from './prepare.ts';
import { readBackChange } from './read-back.ts';

/** Writing by the Table API alone: compare, one PATCH with its reference, look for a race. */
export const changes: ChangesCapability<ServiceNowConfiguration> = {
  apply: applyChange,
  readBack: readBackChange,
  plan: async (context, change, options) => {
    const { request } = await prepare(context, change, options);
    return request === null ? [] : [request];
  },
};

export { resolveReference } from './resolve-reference.ts';
