import { jiraConnector } from '@signalbox/connector-jira';
import { createJiraSandbox, type JiraSandbox } from '@signalbox/connector-jira/sandbox';
import { openSite, secretValue, systemClock } from '@signalbox/sdk';
import { sandboxTransport } from '@signalbox/sdk/sandbox';
import { policyScope } from '@signalbox/triage/line';
import type { Classifier } from '@signalbox/triage/model';
import { createMasker } from '@signalbox/triage/model';
import { type Policy, suggestionSchema, ticketText } from '@signalbox/triage/schema';
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
  classifier = sure,
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
    classifier,
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

test('a suggestion says where its words stand in the issue, and what the catalog does not offer', async () => {
  const sandbox = createJiraSandbox();
  const telling: Classifier = {
    ...sure,
    classify: async (texts) =>
      texts.map((text) => {
        const start = text.indexOf('laptop');
        const evidence = [{ text: 'laptop', start, end: start + 'laptop'.length, contribution: 1.5 }];
        const alternatives = [{ label: 'Teleportation', probability: 0.02 }];
        const said = { target: 'category', label: 'Hardware', probability: 0.97, alternatives, evidence };
        return { modelId: sure.id, predictions: [said], tokenCount: 4, outOfVocabularyShare: 0 };
      }),
  };
  const ports = portsOn(sandbox, memoryStorage(), telling);
  await ports.storage.set('policy', applying);
  const ticket = { summary: 'From anna.schmidt@example.com', description: 'My laptop does not start.' };
  const { id } = await sandbox.createTicket(ticket);
  await handleIssue(ports, created(id));
  const stored = suggestionSchema.parse(ports.storage.entries.get(`suggestion.${id}`));
  const [field] = stored.fields;
  expect(field?.withheldLabels).toEqual(['Teleportation']);
  const [word] = field?.evidence ?? [];
  expect(ticketText(ticket).slice(word?.original?.start, word?.original?.end)).toBe('laptop');
  expect(word?.start).toBeLessThan(word?.original?.start ?? 0);
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

/** Draws none of the few issues of a test; 0 would watch nothing. */
const hardlyEver = 1e-9;

/** Applies the topic under a promise, and draws every ticket that could be applied. */
const certified: Policy = {
  ...applying,
  version: 'forge-3',
  blindShare: 1,
  certificate: {
    format: 'signalbox-certificate',
    version: 1,
    id: 'c1',
    site: 'jira',
    issuedAt: '2026-01-01T00:00:00.000Z',
    expiresAt: '2999-01-01T00:00:00.000Z',
    model: sure.id,
    calibration: 'none',
    policy: policyScope(applying, ['category']),
    maskingVersion: createMasker().version,
    promise: { alpha: 0.03, delta: 0.05, perTicketAlpha: 0.03 },
    targets: {
      category: {
        groups: [
          {
            labels: ['Hardware'],
            threshold: 0.9,
            alpha: 0.03,
            delta: 0.05,
            rows: 400,
            errors: 2,
            bound: 0.02,
          },
        ],
        catalog: null,
        classMix: { Hardware: 1 },
        rows: 400,
      },
    },
  },
};

/** The certificate for what this sandbox's field offers. */
async function certify(ports: ReturnType<typeof portsOn>, ticketId: string, changes: Partial<Policy> = {}) {
  const ticket = await ports.site.tickets?.read(ticketId);
  const catalog = ticket && (await ports.site.catalog?.read(ticket));
  const field = catalog?.fields.find(({ path }) => path === 'custom.Topic');
  const { certificate } = certified;
  const category = certificate?.targets['category'];
  if (!certificate || !category) throw new Error('no certificate');
  const offered = field?.allowedValues?.map(({ label }) => label) ?? null;
  await ports.storage.set('policy', {
    ...certified,
    ...changes,
    certificate: { ...certificate, targets: { category: { ...category, catalog: offered } } },
  });
}

const updated = (id: string) => ({
  eventType: 'avi:jira:updated:issue',
  issue: { id },
  changelog: { items: [{ field: 'status' }] },
});

async function resolve(sandbox: JiraSandbox, id: string): Promise<void> {
  const { email, apiToken } = sandbox.credentialsOf('Ada Agent');
  const response = await sandboxTransport(sandbox)({
    method: 'POST',
    url: `${sandbox.baseUrl}/rest/api/3/issue/${id}/transitions`,
    headers: {
      authorization: `Basic ${Buffer.from(`${email}:${apiToken}`).toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ transition: { id: '31' } }),
    timeoutMs: 5_000,
    signal: undefined,
  });
  expect(response.status).toBe(204);
}

test('under a certificate a drawn issue is left to people, and what they choose is counted once it has ended', async () => {
  const sandbox = createJiraSandbox();
  const ports = portsOn(sandbox);
  const summary = 'Laptop does not start';
  const { id } = await sandbox.createTicket({ summary, description: '' });
  await certify(ports, id);
  expect(await handleIssue(ports, created(id))).toMatchObject({
    receipt: { decision: { route: 'escalate', reason: 'blind-sample' } },
  });
  expect(JSON.stringify(ports.storage.entries.get(`suggestion.${id}`))).not.toContain('Hardware');
  await sandbox.editTicket(id, { customfield_10050: 'Hardware' }, 'Ada Agent');
  await resolve(sandbox, id);
  await handleIssue(ports, updated(id));
  await handleIssue(ports, updated(id));
  const counted = [...ports.storage.entries].filter(([key]) => key.startsWith('counted.c1.'));
  expect(counted.map(([, value]) => value)).toEqual(['right']);
});

test('errors beyond the promise take the field back to suggest, whatever was drawn before', async () => {
  const sandbox = createJiraSandbox();
  const ports = portsOn(sandbox);
  for (let issue = 0; issue < 3; issue += 1) {
    const { id } = await sandbox.createTicket({ summary: `Laptop ${'abc'[issue]} is dead`, description: '' });
    await certify(ports, id);
    await handleIssue(ports, created(id));
    await sandbox.editTicket(id, { customfield_10050: 'Purchase' }, 'Ada Agent');
    await resolve(sandbox, id);
    await handleIssue(ports, updated(id));
  }
  const { id } = await sandbox.createTicket({ summary: 'Laptop is slow', description: '' });
  await certify(ports, id, { blindShare: hardlyEver });
  expect(await handleIssue(ports, created(id))).toMatchObject({
    receipt: { decision: { route: 'suggest', reason: 'certificate-error' } },
  });
});

test('an issue that is not drawn is applied under the certificate', async () => {
  const sandbox = createJiraSandbox();
  const ports = portsOn(sandbox);
  const { id } = await sandbox.createTicket({ summary: 'Laptop does not start', description: '' });
  await certify(ports, id, { blindShare: hardlyEver });
  await handleIssue(ports, created(id));
  expect((await ports.site.tickets?.read(id))?.custom['Topic']).toMatchObject({ label: 'Hardware' });
});
