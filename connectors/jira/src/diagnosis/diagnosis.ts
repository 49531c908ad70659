import type { DiagnosisCapability } from '@signalbox/sdk';
import type { JiraConfiguration } from '../configuration/index.ts';
import { checkCredentials } from './credentials.ts';
import { failed } from './finding.ts';
import { checkPermissions } from './permissions.ts';
import { checkScreens } from './screen.ts';
import { checkWebhooks } from './webhooks.ts';

/** The credentials first: without them the rest would only repeat one complaint. */
const checks = [
  ['permissions', checkPermissions],
  ['fields', checkScreens],
  ['webhooks', checkWebhooks],
] as const;

export const diagnosis: DiagnosisCapability<JiraConfiguration> = {
  async *run(context, options) {
    try {
      yield* await checkCredentials(context, options);
    } catch (error) {
      yield failed('credentials', error);
      return;
    }
    for (const [name, check] of checks) {
      try {
        yield* await check(context, options);
      } catch (error) {
        yield failed(name, error);
      }
    }
  },
};
