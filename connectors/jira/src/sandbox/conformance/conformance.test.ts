import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { SandboxWebhook } from '@signalbox/sdk/sandbox';
import { beforeAll, expect, test } from 'vitest';
import { createContractCheck } from '../../check/index.ts';
import { createJiraSandbox } from '../create-jira-sandbox.ts';
import { routes } from '../routes/index.ts';
import { type Description, readDescription } from './description.ts';
import { schemaDisagreements, typeDisagreements } from './disagreements.ts';
import { type Exercise, exercises } from './exercises.ts';
import { type Comparison, compareKeys, keyPaths, mergedKeyPaths } from './key-paths.ts';
import { perform, type Reply } from './perform.ts';
import { readJson, recorded } from './recorded.ts';
import { type Finding, writeReport } from './report.ts';

interface Performed {
  readonly exercise: Exercise;
  readonly reply: Reply;
}

let description: Description;
let performed: readonly Performed[];
let webhooks: readonly SandboxWebhook[];

const pathOf = ({ operation, path }: Exercise): string => path ?? operation.slice(operation.indexOf(' ') + 1);
const methodOf = ({ operation }: Exercise): string => operation.slice(0, operation.indexOf(' '));

beforeAll(async () => {
  description = await readDescription();
  const sent: SandboxWebhook[] = [];
  const sandbox = createJiraSandbox({
    deliver: async (webhook) => {
      sent.push(webhook);
      return { status: 200 };
    },
  });
  sandbox.registerWebhook('https://signalbox.example/webhooks/jira');
  const done: Performed[] = [];
  for (const exercise of exercises) {
    const reply = await perform(sandbox, {
      method: methodOf(exercise),
      path: pathOf(exercise),
      body: exercise.body,
      as: exercise.as,
    });
    done.push({ exercise, reply });
  }
  await sandbox.settled();
  performed = done;
  webhooks = sent;
});

test('every operation of the sandbox is exercised', () => {
  const offered = routes.map(({ method, template }) => `${method} ${template}`);
  expect(new Set(exercises.map(({ operation }) => operation))).toEqual(new Set(offered));
});

test('every exercise gets the status it should', () => {
  for (const { exercise, reply } of performed) {
    expect.soft(reply.status, `${exercise.operation} ${JSON.stringify(reply.body)}`).toBe(exercise.status);
  }
});

test('every request keeps the published contract', async () => {
  const check = await createContractCheck();
  const undescribed = /_edge\/tenant_info|rest\/webhooks|request\/[^/]+\/comment\/|GET \S*webhook/;
  for (const { exercise, reply } of performed) {
    if (reply.status >= 400 || undescribed.test(exercise.operation)) continue;
    const url = `https://site.example${pathOf(exercise)}`;
    expect
      .soft(check.violations({ method: methodOf(exercise), url, body: exercise.body }), exercise.operation)
      .toEqual([]);
  }
});

test('every described response validates against its schema, but for what Atlassian itself gets wrong', () => {
  for (const { exercise, reply } of performed) {
    if (reply.body === undefined) continue;
    const violations = description.violations(exercise.operation, reply.status, reply.body) ?? [];
    const unexplained = violations.filter(
      (violation) => !schemaDisagreements.some(({ pattern }) => pattern.test(violation)),
    );
    expect.soft(unexplained, `${exercise.operation} ${reply.status}`).toEqual([]);
  }
});

/** Metadata by field id, where the keys are ids. */
const isFieldMap = (operation: string): boolean => /editmeta|transitions|createmeta$/.test(operation);

/** What recorded webhooks show of an issue's fields: the same as the API, but for text, which is wiki markup there. */
async function recordedFields(operation: string): Promise<readonly unknown[]> {
  const isSearch = operation.includes('/search/jql');
  if (!isSearch && !/^(GET|PUT) \S+\/issue\/\{issueIdOrKey\}$/.test(operation)) return [];
  const bodies = await Promise.all(recordedWebhooks.created.map((file) => readJson(`webhooks/${file}`)));
  return bodies.map((body) => {
    const { description: _description, environment: _environment, ...fields } = Object(body).issue.fields;
    return isSearch ? { issues: [{ fields }] } : { fields };
  });
}

/** Every error of the platform has the body that the one official example shows. */
function compareRefusal(operation: string, reply: Reply): Comparison | null {
  if (!operation.includes('/rest/api/3/')) return null;
  const shape = (body: unknown) => {
    const { errorMessages, errors } = Object(body);
    return keyPaths({ ...Object(body), errorMessages: [...errorMessages, ''], errors: errors && {} });
  };
  return compareKeys(shape(reply.body), description.examples('POST /rest/api/3/issue', 400).map(shape));
}

async function compareReply({ exercise: { operation }, reply }: Performed): Promise<Comparison | null> {
  if (reply.status >= 400) return compareRefusal(operation, reply);
  const own = [
    ...description.examples(operation, reply.status),
    ...(await recorded(operation, reply.status)),
  ];
  const examples = [...own, ...(await recordedFields(operation))];
  if (examples.length === 0) return null;
  return compareKeys(
    keyPaths(reply.body, isFieldMap(operation)),
    examples.map((example) => keyPaths(example, isFieldMap(operation))),
  );
}

const recordedWebhooks = {
  created: ['webhook-cloud-issue-created-many-fields.json', 'webhook-issue-created.json'],
  updated: [
    'webhook-cloud-issue-updated-custom-field.json',
    'webhook-issue-updated-labels.json',
    'webhook-issue-updated-assigned.json',
    'webhook-issue-updated-resolved.json',
    'webhook-issue-updated-components.json',
  ],
  deleted: ['webhook-issue-deleted.json'],
  comment: ['webhook-cloud-comment-created.json', 'webhook-cloud-comment-deleted.json'],
};

const webhookKinds = [
  ['jira:issue_created', recordedWebhooks.created],
  ['jira:issue_updated', recordedWebhooks.updated],
  ['jira:issue_deleted', recordedWebhooks.deleted],
  ['comment_created', recordedWebhooks.comment],
] as const;

/** All webhooks of a kind together, because one shows what another leaves empty. */
async function compareWebhooks(name: string, files: readonly string[]): Promise<Comparison> {
  const ours = webhooks
    .map((webhook) => JSON.parse(webhook.body))
    .filter((body) => body.webhookEvent === name);
  expect(ours.length, name).toBeGreaterThan(0);
  return compareKeys(
    mergedKeyPaths(ours),
    await Promise.all(files.map(async (file) => keyPaths(await readJson(`webhooks/${file}`)))),
  );
}

test('keys and types are those of the examples, and what has none is listed in the README', async () => {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  for (const each of performed) {
    const answer = `${each.exercise.operation} ${each.reply.status}`;
    if (each.reply.body === undefined || seen.has(answer)) continue;
    seen.add(answer);
    const isDescribed =
      description.violations(each.exercise.operation, each.reply.status, each.reply.body) !== null;
    findings.push({ answer, comparison: await compareReply(each), isDescribed });
  }
  for (const [name, files] of webhookKinds) {
    findings.push({
      answer: `webhook ${name}`,
      comparison: await compareWebhooks(name, files),
      isDescribed: false,
    });
  }
  for (const { answer, comparison } of findings) {
    const unexplained = (comparison?.differences ?? []).filter(
      (difference) => !typeDisagreements.some(({ pattern }) => pattern.test(difference)),
    );
    expect.soft(unexplained, answer).toEqual([]);
  }
  const readme = new URL('../README.md', import.meta.url);
  const page = writeReport(await readFile(readme, 'utf8'), findings);
  await expect(page).toMatchFileSnapshot(fileURLToPath(readme));
});
