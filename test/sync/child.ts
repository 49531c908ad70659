import { startTestBridge } from '@signalbox/bridge/testing';
import { jiraConnector } from '@signalbox/connector-jira';
import { openSite, secretValue } from '@signalbox/sdk';
import { createMasker } from '@signalbox/triage/model';
import { z } from 'zod';
import { applyPolicy } from '../support/policy.ts';
import { topicClassifier } from '../support/topic-classifier.ts';

/** A bridge in a process of its own, before a Jira sandbox, for tests that kill it; prints its address. */
const [, , database = '', settings = ''] = process.argv;
const { baseUrl, email, apiToken } = z
  .object({ baseUrl: z.string(), email: z.string(), apiToken: z.string() })
  .parse(JSON.parse(settings));
const site = openSite(jiraConnector, {
  name: 'jira',
  configuration: {
    baseUrl,
    authentication: { kind: 'api-token', email, token: secretValue(apiToken) },
    share: 1,
  },
});
const { tickets } = site;
const bridge = await startTestBridge({
  database,
  sites: [
    tickets
      ? {
          ...site,
          tickets: { ...tickets, search: (query, call) => tickets.search({ ...query, pageSize: 4 }, call) },
        }
      : site,
  ],
  policies: { jira: applyPolicy('jira') },
  classifier: topicClassifier,
  masker: createMasker(),
});
console.log(bridge.address);
