import { Command } from '@commander-js/extra-typings';
import { createLogger, openStore } from '@signalbox/bridge';
import { type Finding, isSignalboxError, type Site, systemClock } from '@signalbox/sdk';
import { fastestBackend } from '@signalbox/triage/model';
import type { Policy } from '@signalbox/triage/schema';
import { loadModel } from '../composition/index.ts';
import {
  type LoadedConfiguration,
  loadConfiguration,
  openSites,
  policyFor,
  readCertificates,
} from '../configuration/index.ts';
import { exitCode, paint, printJson } from '../output/index.ts';
import { checkCertificate } from './check-certificate.ts';
import { checkFields } from './check-fields.ts';
import { checkSilence } from './check-silence.ts';

interface ScopedFinding extends Finding {
  /** The site, or null for what concerns all. */
  readonly site: string | null;
}

const ok = (check: string, message: string): ScopedFinding => ({
  site: null,
  check,
  status: 'ok',
  message,
  remedy: null,
});

function failed(check: string, error: unknown, site: string | null = null): ScopedFinding {
  const message = error instanceof Error ? error.message : String(error);
  return { site, check, status: 'error', message, remedy: null };
}

/** What is known of the model, for what is checked next. */
interface KnownModel {
  id: string | null;
  /** By target. */
  readonly labels: Map<string, readonly string[]>;
}

async function* checkModel(
  { configuration }: LoadedConfiguration,
  model: KnownModel,
): AsyncIterable<ScopedFinding> {
  try {
    const classifier = await loadModel(configuration.model);
    model.id = classifier.id;
    const targets = classifier.targets
      .map((target) => `${target.name} (${target.labels.length} labels)`)
      .join(', ');
    yield ok(
      'model',
      `${classifier.id.slice(0, 12)} predicts ${targets}; computed by the ${classifier.backend} backend of TensorFlow.js`,
    );
    const { passedOver } = await fastestBackend();
    for (const { backend, reason } of passedOver) {
      yield ok('model', `The ${backend} backend would come first, but: ${reason}`);
    }
    for (const target of classifier.targets) model.labels.set(target.name, target.labels);
    const known = new Set(classifier.targets.map((target) => target.name));
    for (const [name, field] of Object.entries(configuration.fields)) {
      const target = field.target ?? name;
      if (known.has(target)) continue;
      yield {
        site: null,
        check: `field ${name}`,
        status: 'warning',
        message: `The model does not predict "${target}", so this field never gets a suggestion.`,
        remedy: `Set target to one of: ${[...known].join(', ')}; or train a model that predicts it.`,
      };
    }
    classifier.dispose();
  } catch (error) {
    yield failed('model', error);
  }
}

async function* checkDatabase({ configuration }: LoadedConfiguration): AsyncIterable<ScopedFinding> {
  const url =
    typeof configuration.database === 'string' ? configuration.database : configuration.database.reveal();
  try {
    const store = await openStore({ url, clock: systemClock, logger: createLogger('silent') });
    await store.ping();
    await store.close();
    yield ok(
      'database',
      store.kind === 'embedded'
        ? 'the embedded PostgreSQL starts and answers'
        : 'the PostgreSQL server answers',
    );
  } catch (error) {
    if (isSignalboxError(error) && error.code === 'store-in-use')
      yield ok('database', 'in use by a running bridge');
    else yield failed('database', error);
  }
}

async function* checkSite(
  loaded: LoadedConfiguration,
  site: Site,
  policy: Policy,
  labels: ReadonlyMap<string, readonly string[]>,
): AsyncIterable<ScopedFinding> {
  if (!site.diagnosis) {
    yield {
      ...ok('vendor', `The connector ${site.connector.name} has no checks of its own.`),
      site: site.name,
    };
  }
  if (!site.webhook && loaded.configuration.pollEveryMinutes === 0) {
    yield {
      site: site.name,
      check: 'news',
      status: 'error',
      message: 'No ticket ever arrives: the site takes no webhooks, and pollEveryMinutes is 0.',
      remedy: 'Set webhookSecret and register the webhook, or set pollEveryMinutes: 5.',
    };
  }
  try {
    let isReachable = true;
    for await (const finding of site.diagnosis?.run() ?? []) {
      if (finding.status === 'error') isReachable = false;
      yield { ...finding, site: site.name };
    }
    const silence = await checkSilence(loaded, site);
    if (silence) yield { ...silence, site: site.name };
    // What is wrong already would only be told again.
    if (!isReachable) return;
    for await (const finding of checkFields(site, policy, (target) => labels.get(target) ?? []))
      yield { ...finding, site: site.name };
  } catch (error) {
    yield failed('vendor', error, site.name);
  }
}

async function* diagnose(config: string): AsyncIterable<ScopedFinding> {
  const loaded = await loadConfiguration(config);
  const sites = openSites(loaded);
  const certificates = await readCertificates(loaded);
  const policies = sites.map(
    (site) =>
      [site, policyFor(loaded.configuration, site.name, certificates.get(site.name) ?? null)] as const,
  );
  yield ok('configuration', `${loaded.file} is sound: ${sites.map((site) => site.name).join(', ')}`);
  const model: KnownModel = { id: null, labels: new Map() };
  yield* checkModel(loaded, model);
  for (const [site, policy] of policies) {
    const finding = checkCertificate(site.name, policy, model.id, systemClock.now());
    if (finding) yield { ...finding, site: site.name };
  }
  yield* checkDatabase(loaded);
  for (const [site, policy] of policies) yield* checkSite(loaded, site, policy, model.labels);
}

const signs = { ok: ['green', '✓'], warning: ['yellow', '!'], error: ['red', '✗'] } as const;

function show({ site, check, status, message, remedy }: ScopedFinding): void {
  const [format, sign] = signs[status];
  const where = site === null ? check : `${site}: ${check}`;
  console.log(`${paint(format, sign)} ${paint('bold', where)}  ${message}`);
  if (remedy) console.log(`    ${paint('dim', '→')} ${remedy}`);
}

export const doctorCommand = new Command('doctor')
  .description(
    'What is wrong with configuration, model, database, credentials, permissions, fields and webhooks, and how to mend it. Reads only.',
  )
  .option('--config <file>', 'configuration file', 'signalbox.config.ts')
  .option('--json', 'print one JSON object as the last line')
  .action(async (options) => {
    const findings: ScopedFinding[] = [];
    for await (const finding of diagnose(options.config)) {
      findings.push(finding);
      if (!options.json) show(finding);
    }
    const errors = findings.filter((finding) => finding.status === 'error').length;
    const warnings = findings.filter((finding) => finding.status === 'warning').length;
    if (options.json) printJson({ findings, errors, warnings });
    else
      console.log(
        `\n${errors === 0 ? paint('green', 'Ready.') : paint('red', `${errors} to mend.`)}${warnings ? ` ${warnings} warnings.` : ''}`,
      );
    if (errors > 0) process.exitCode = exitCode.failed;
  });
