import { jiraConnector } from '@signalbox/connector-jira';
import { createJiraSandbox, type JiraSandbox } from '@signalbox/connector-jira/sandbox';
import { openSite, secretValue, systemClock } from '@signalbox/sdk';
import { sandboxTransport } from '@signalbox/sdk/sandbox';
import type { Classifier } from '@signalbox/triage/model';
import { createMasker } from '@signalbox/triage/model';
import type { Policy } from '@signalbox/triage/schema';
import { expect, test } from 'vitest';
import { defaultPolicy } from './default-policy.ts';
import { ForgeStore } from './forge-store.ts';
import { forgeTransport } from './forge-transport.ts';
import { type AppPorts, handleIssue } from './handle-issue.ts';
import type { KeyValueStore } from './key-value-store.ts';

/** Forge's storage, as far as the app uses it; refuses the keys that Forge refuses. */
function memoryStorage(): KeyValueStore & { readonly entries: ReadonlyMap<string, unknown> } {
  const entries = new Map<string, unknown>();
  const checked = (key: string) => {
    if (!/^(?!\s+$)[a-zA-Z0-9:._\s-]{1,500}$/.test(key)) throw new Error(`Forge refuses the key ${key}`);
    return key;
  };
  return {
    entries,
    get: async (key) => structuredClone(entries.get(checked(key))),
    set: async (key, value) => void entries.set(checked(key), structuredClone(value)),
    async setIfAbsent(key, value) {
      if (entries.has(checked(key))) return false;
      entries.set(key, structuredClone(value));
      return true;
    },
    delete: async (key) => void entries.delete(checked(key)),
    list: async (prefix, limit) =>
      [...entries]
        .filter(([key]) => key.startsWith(prefix))
        .slice(0, limit)
        .map(([key, value]) => ({ key, value })),
  };
}

const sure: Classifier = {
  id: 'test-model',
  targets: [{ name: 'category', labels: ['Hardware'] }],
  backend: 'cpu',
  classify: async (texts) =>
    texts.map(() => ({
      modelId: 'test-model',
      predictions: [
        { target: 'category', label: 'Hardware', probability: 0.97, alternatives: [], evidence: [] },
      ],
      tokenCount: 4,
      outOfVocabularyShare: 0,
    })),
  dispose: () => {},
};

function portsOn(
  sandbox: JiraSandbox,
  storage = memoryStorage(),
): AppPorts & { readonly storage: ReturnType<typeof memoryStorage> } {
  const { email, apiToken } = sandbox.credentialsOf(sandbox.accounts[0]?.displayName ?? '');
  const authorization = `Basic ${Buffer.from(`${email}:${apiToken}`).toString('base64')}`;
  const send = sandboxTransport(sandbox);
  // What the platform does: it knows the site, and adds the app's credentials.
  const transport = forgeTransport(async (path, init) => {
    const response = await send({
      method: init.method as 'GET',
      url: `${sandbox.baseUrl}${path}`,
      headers: { ...init.headers, authorization },
      body: init.body,
      timeoutMs: 5_000,
      signal: init.signal,
    });
    return new Response(response.status === 204 ? null : response.body, {
      status: response.status,
      headers: response.headers,
    });
  });
  const configuration = {
    baseUrl: 'https://example.atlassian.net',
    authentication: { kind: 'platform' },
    webhookSecret: secretValue('unused'),
  };
  return {
    site: openSite(jiraConnector, { name: 'jira', configuration, transport }),
    storage,
    clock: systemClock,
    masker: createMasker(),
    classifier: sure,
  };
}

const created = (id: string) => ({ eventType: 'avi:jira:created:issue', issue: { id } });
const applying: Policy = {
  ...defaultPolicy,
  version: 'forge-2',
  fields: {
    category: {
      target: 'category',
      path: 'custom.Topic',
      mode: 'apply',
      applyAt: 0.9,
      suggestAt: 0.5,
      byLabel: {},
      replaceable: [],
      labels: {},
      enabledBy: { by: 'Ada', at: '2026-01-01T00:00:00.000Z' },
    },
  },
};

test('by default a new issue gets a stored suggestion, and nothing is written to Jira', async () => {
  const sandbox = createJiraSandbox();
  const ports = portsOn(sandbox);
  const { id } = await sandbox.createTicket({
    summary: 'Laptop does not start',
    description: 'The screen stays black.',
  });
  expect(await handleIssue(ports, created(id))).toMatchObject({
    kind: 'decided',
    receipt: { decision: { route: 'suggest' } },
  });
  expect(ports.storage.entries.get(`suggestion.${id}`)).toMatchObject({
    route: 'suggest',
    fields: [{ label: 'Hardware' }],
  });
  expect(sandbox.journal.filter((entry) => entry.kind !== 'create')).toEqual([]);
});

test('where an admin allowed it the field is written once, however often the event arrives', async () => {
  const sandbox = createJiraSandbox();
  const ports = portsOn(sandbox);
  await ports.storage.set('policy', applying);
  const { id } = await sandbox.createTicket({
    summary: 'Laptop does not start',
    description: 'The screen stays black.',
  });
  await handleIssue(ports, created(id));
  await handleIssue(ports, created(id));
  expect(sandbox.journal.filter((entry) => entry.actionId !== null)).toHaveLength(1);
  expect((await ports.site.tickets?.read(id))?.custom['Topic']).toMatchObject({ label: 'Hardware' });
  expect(await new ForgeStore(ports.storage).pendingActions(10)).toEqual([]);
});

test('while the app is paused the change waits in the outbox', async () => {
  const sandbox = createJiraSandbox();
  const ports = portsOn(sandbox);
  await ports.storage.set('policy', applying);
  await ports.storage.set('paused', true);
  const { id } = await sandbox.createTicket({ summary: 'Laptop does not start', description: '' });
  await handleIssue(ports, created(id));
  expect(sandbox.journal.filter((entry) => entry.actionId !== null)).toEqual([]);
  expect(await new ForgeStore(ports.storage).pendingActions(10)).toHaveLength(1);
});

test('an event of another shape is refused, and says nothing of its content', async () => {
  const ports = portsOn(createJiraSandbox());
  await expect(handleIssue(ports, { eventType: 'avi:jira:created:issue' })).rejects.toThrow(/issue/);
});
