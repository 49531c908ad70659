import { Command } from '@commander-js/extra-typings';
import { prepareDatabase } from '@signalbox/bridge/database';
import type { Site } from '@signalbox/sdk';
import type { Classifier } from '@signalbox/triage/model';
import type { CertifiedPromise } from '@signalbox/triage/schema';
import {
  type LoadedConfiguration,
  loadConfiguration,
  openSites,
  policyFor,
  readCertificates,
} from '../configuration/index.ts';
import { paint } from '../output/index.ts';
import { untilInterrupted } from './until-interrupted.ts';

/** A model that cannot be loaded does not stop the service: tickets then go to people, with that reason. */
async function loadModelOrNone(model: string): Promise<Classifier | null> {
  try {
    const { loadModel } = await import('../composition/index.ts');
    return await loadModel(model);
  } catch (error) {
    console.error(
      `${paint('yellow', '!')} ${error instanceof Error ? error.message : String(error)}\n  Every ticket goes to people until this is mended ("signalbox doctor" helps).`,
    );
    return null;
  }
}

/** All that a person needs to know, as one text, so that nobody reads half of it. */
function announcement(
  { configuration }: LoadedConfiguration,
  sites: readonly Site[],
  certificates: ReadonlyMap<string, CertifiedPromise>,
  address: string,
  firstToken: string | null,
): string {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  const applied = Object.entries(configuration.fields).filter(([, field]) => field.mode === 'apply');
  return [
    `${paint('green', '●')} Signalbox is at work at ${paint('bold', address)}`,
    `  console   ${address}/console/`,
    ...sites.map(
      ({ name, webhook }) =>
        `  webhook   ${webhook ? `${address}/webhooks/${name}` : `none for ${name}: no webhookSecret is set`}`,
    ),
    ...[...certificates].map(
      ([
        site,
        {
          promise: { alpha, delta },
        },
      ]) =>
        `  promise   ${site}: at most ${percent(alpha)} wrong among those applied, confidence ${percent(1 - delta)}`,
    ),
    ...(applied.length === 0 ? ['  writes    nothing: every field is on suggest'] : []),
    ...applied.map(([name, { enabledBy }]) => `  writes    ${name}, allowed by ${enabledBy?.by ?? 'nobody'}`),
    ...(firstToken === null
      ? []
      : [`\n  ${paint('bold', 'The first administrator’s token, shown this once:')} ${firstToken}`]),
  ].join('\n');
}

export const startCommand = new Command('start')
  .description(
    'The service: takes webhooks in, triages, suggests, and writes where a named person allowed it.',
  )
  .option('--config <file>', 'configuration file', 'signalbox.config.ts')
  .action(async (options) => {
    const loaded = await loadConfiguration(options.config);
    const { configuration } = loaded;
    const sites = openSites(loaded);
    const certificates = await readCertificates(loaded);
    const policies = Object.fromEntries(
      sites.map((site) => [
        site.name,
        policyFor(configuration, site.name, certificates.get(site.name) ?? null),
      ]),
    );
    const database =
      typeof configuration.database === 'string' ? configuration.database : configuration.database.reveal();
    // A new database is made while the rest of the program is loaded.
    const [{ createBridge, createLogger }, { consoleOrNone }, { createMasker }] = await Promise.all([
      import('@signalbox/bridge'),
      import('../composition/index.ts'),
      import('@signalbox/triage/model'),
      prepareDatabase(database),
    ]);
    const classifier = loadModelOrNone(configuration.model);
    const bridge = await createBridge({
      database,
      sites,
      policies,
      classifier,
      masker: createMasker(),
      host: configuration.host,
      port: configuration.port,
      writesPerHour: configuration.writesPerHour,
      pollEveryMinutes: configuration.pollEveryMinutes,
      consoleDirectory: consoleOrNone(),
      tokens: configuration.adminToken
        ? [{ name: 'administrator', token: configuration.adminToken, roles: ['admin'], sites: null }]
        : [],
      logger: createLogger(),
    });
    const interrupted = untilInterrupted();
    await bridge.start();
    console.log(announcement(loaded, sites, certificates, bridge.address, bridge.firstToken));
    await interrupted;
    await bridge.stop();
    (await classifier)?.dispose();
  });
