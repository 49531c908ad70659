import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { certificateSchema } from '@signalbox/triage/schema';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { lastJson, runCommand, startCommand } from '../support/command.ts';
import { eventually } from '../support/eventually.ts';
import {
  adminToken,
  configurationSource,
  freePort,
  type Installation,
  makeInstallation,
  siteSecrets,
  siteSources,
} from '../support/installation.ts';
import { startVendors } from '../support/vendors.ts';

const shipped = fileURLToPath(
  new URL('../../examples/data/it-tickets-topics-small.jsonl.gz', import.meta.url),
);
let vendors: Awaited<ReturnType<typeof startVendors>>;
let installation: Installation;
let port: number;

/** The category is applied where `certificates` says under which promise. */
const source = (settings: string) =>
  configurationSource(
    siteSources(vendors.jira, vendors.servicenow),
    `port: ${port},
     adminToken: secret('SIGNALBOX_TOKEN'),
     fields: {
       category: {
         from: { jira: 'custom.Topic', servicenow: 'category' },
         mode: 'apply',
         enabledBy: { by: 'Ada', at: '2026-01-01' },
       },
     },
     blindShare: 1e-9,
     ${settings}`,
  );

const signalbox = (...words: string[]) =>
  runCommand(words, { cwd: installation.directory, env: installation.env });

beforeAll(async () => {
  vendors = await startVendors();
  port = await freePort();
  installation = await makeInstallation(source(''), siteSecrets(vendors.jira, vendors.servicenow));
  await vendors.jira.sandbox.createTicket({ summary: 'A ticket', description: 'to read the fields of' });
});

afterAll(async () => {
  await installation.remove();
  for (const { served } of Object.values(vendors)) await served.close();
});

const decisionsSchema = z.object({
  items: z.array(z.object({ ticketId: z.string(), receiptId: z.string(), reason: z.string() })),
});
const detailSchema = z.object({
  suggestion: z.object({
    fields: z.array(
      z.object({ applyAt: z.number(), probability: z.number().nullable(), label: z.string().nullable() }),
    ),
  }),
});
const findingsSchema = z.object({
  findings: z.array(z.object({ check: z.string(), site: z.string().nullable(), status: z.string() })),
});

it('a certificate made for a site is one that the site applies under', { timeout: 180_000 }, async () => {
  const certified = await signalbox(
    ...[
      'policy',
      'certify',
      '--model',
      'default',
      '--data',
      shipped,
      '--where',
      'split=dev',
      '--text',
      'text',
    ],
    ...['--target', 'label', '--alpha', '0.1', '--config', 'signalbox.config.ts', '--site', 'jira'],
    ...['--out', 'certificate.json', '--json'],
  );
  expect(certified.stderr).not.toContain('Error');
  expect(certified.code).toBe(0);
  const { certificate } = z.object({ certificate: certificateSchema }).parse(lastJson(certified));
  const groups = certificate.targets['category']?.groups ?? [];
  expect(certificate.site).toBe('jira');
  expect(certificate.targets['category']?.catalog).toContain('Hardware');

  await installation.write(source("certificates: { jira: './certificate.json' },"));
  const { findings } = findingsSchema.parse(lastJson(await signalbox('doctor', '--json')));
  expect(findings).toContainEqual({ check: 'certificate', site: 'jira', status: 'ok' });

  const bridge = startCommand(['start'], { cwd: installation.directory, env: installation.env });
  await bridge.untilSays(/confidence 95\.0 %/);
  await bridge.untilSays(/allowed by Ada/);
  const { sandbox, topicOf } = vendors.jira;
  sandbox.registerWebhook(`http://127.0.0.1:${port}/webhooks/jira`);
  const { id } = await sandbox.createTicket({
    summary: 'laptop broken, replacement needed',
    description: 'hello laptop screen broken please replace laptop docking station monitor thanks',
  });
  const api = async (place: string): Promise<unknown> => {
    const headers = { authorization: `Bearer ${adminToken}` };
    return await (await fetch(`http://127.0.0.1:${port}/api/v1/${place}`, { headers })).json();
  };
  let receiptId = '';
  await eventually('decided', async () => {
    const { items } = decisionsSchema.parse(await api('decisions'));
    const decision = items.find(({ ticketId }) => ticketId === id);
    receiptId = decision?.receiptId ?? '';
    return decision?.reason === 'confident';
  });
  const { suggestion } = detailSchema.parse(await api(`decisions/${receiptId}`));
  const [field] = suggestion.fields;
  const group = groups.find(({ labels }) => labels.includes(field?.label ?? ''));
  expect(field?.applyAt).toBe(group?.threshold);
  await eventually('written', () => topicOf(id) === field?.label);
  await bridge.end();
});

it('a file that is no certificate, and a site that is none, stop the start with the line', async () => {
  await installation.write(source("certificates: { jira: './signalbox.config.ts' },"));
  const wrongFile = await signalbox('doctor');
  expect(wrongFile.code).not.toBe(0);
  expect(wrongFile.stdout + wrongFile.stderr).toMatch(
    /signalbox\.config\.ts:\d+ {2}certificates\.jira: .* cannot be read as JSON/,
  );
  await installation.write(source(`certificates: { nobody: '${path.basename(shipped)}' },`));
  const wrongSite = await signalbox('doctor');
  expect(wrongSite.stdout + wrongSite.stderr).toContain('there is no site of that name');
});
