import api, { assumeTrustedRoute } from '@forge/api';
import { jiraConnector } from '@signalbox/connector-jira';
import { openSite, systemClock } from '@signalbox/sdk';
import { type Classifier, createMasker, loadClassifierFromBytes } from '@signalbox/triage/model';
import { defaultModel } from './default-model.ts';
import { forgeStorage } from './forge-storage.ts';
import { forgeBaseUrl, forgeTransport } from './forge-transport.ts';
import { type AppPorts, handleIssue } from './handle-issue.ts';

/** Kept between invocations of one warm function, never between installations: the model is the same for all. */
let loading: Promise<Classifier> | undefined;

async function appPorts(): Promise<AppPorts> {
  loading ??= defaultModel().then((model) => loadClassifierFromBytes(model, { backend: 'cpu' }));
  return {
    site: openSite(jiraConnector, {
      name: 'jira',
      configuration: {
        baseUrl: forgeBaseUrl,
        // The platform's triggers bring the events: there is no webhook to verify.
        authentication: { kind: 'platform' },
      },
      transport: forgeTransport((path, init) => api.asApp().requestJira(assumeTrustedRoute(path), init)),
    }),
    storage: forgeStorage,
    clock: systemClock,
    masker: createMasker(),
    classifier: await loading,
  };
}

/** The trigger for created and updated issues. */
export async function onIssue(event: unknown): Promise<{ readonly result: string }> {
  const result = await handleIssue(await appPorts(), event);
  return { result: result.kind === 'decided' ? result.receipt.decision.route : result.why };
}
