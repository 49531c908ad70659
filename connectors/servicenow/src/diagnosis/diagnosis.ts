import type { DiagnosisCapability } from '@signalbox/sdk';
import type { ServiceNowConfiguration } from '../configuration/index.ts';
import { checkClock, checkCredentials, checkRoles } from './check-account.ts';
import { checkCustomFields, checkHumanQueue, checkWebhook } from './check-configuration.ts';
import { checkNeededTables, checkQueryStrictness, checkTicketTable } from './check-tables.ts';

/** Read-only checks, each with what to do about it. Ends early when nobody can sign in. */
export const diagnosis: DiagnosisCapability<ServiceNowConfiguration> = {
  async *run(context, options = {}) {
    yield* checkWebhook(context);
    const credentials = await checkCredentials(context, options);
    yield credentials;
    if (credentials.status === 'error') return;
    yield await checkClock(context, options);
    for (const table of context.configuration.tables) {
      yield await checkTicketTable(context, table, options);
      yield* checkCustomFields(context, table, options);
    }
    yield await checkRoles(context, options);
    yield* checkNeededTables(context, options);
    const [table = 'incident'] = context.configuration.tables;
    yield await checkQueryStrictness(context, table, options);
    yield* checkHumanQueue(context, options);
  },
};
