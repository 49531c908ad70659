import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type ConfigurationProblem,
  type Connector,
  configurationProblems,
  isSignalboxError,
  openSite,
  SignalboxError,
  type Site,
  servicePatienceMs,
} from '@signalbox/sdk';
import { z } from 'zod';
import { explainLoadFailure } from './explain-load-failure.ts';
import { explainProblems, placeOf } from './explain-problems.ts';
import { problemsBetweenSettings } from './problems-between-settings.ts';
import { type Configuration, configurationSchema } from './schema.ts';
import { unsetSecret } from './unset-secret.ts';

export interface LoadedConfiguration {
  readonly configuration: Configuration;
  readonly file: string;
  readonly source: string;
}

async function importDefault(file: string): Promise<unknown> {
  try {
    const module: unknown = await import(pathToFileURL(file).href);
    return typeof module === 'object' && module !== null && 'default' in module ? module.default : undefined;
  } catch (cause) {
    throw new SignalboxError('configuration', explainLoadFailure(path.relative(process.cwd(), file), cause), {
      cause,
    });
  }
}

/**
 * Reads and checks a configuration file. Throws a `SignalboxError` (`configuration`) whose message names the line and
 * says what to write.
 */
export async function loadConfiguration(given = 'signalbox.config.ts'): Promise<LoadedConfiguration> {
  const file = path.resolve(given);
  const shown = path.relative(process.cwd(), file) || file;
  if (!existsSync(file)) {
    throw new SignalboxError(
      'configuration',
      `There is no ${shown} here. Write one (docs/getting-started.md shows it), name another with --config FILE, or try "npm run demo", which needs none.`,
    );
  }
  const source = await readFile(file, 'utf8');
  const written = await importDefault(file);
  if (written === undefined) {
    throw new SignalboxError(
      'configuration',
      `${shown} exports no configuration. Write: export default defineConfig({ … })`,
    );
  }
  const parsed = configurationSchema.safeParse(written);
  const problems = parsed.success
    ? problemsBetweenSettings(parsed.data, source)
    : configurationProblems(parsed.error.issues);
  if (!parsed.success || problems.length > 0) {
    throw new SignalboxError('configuration', explainProblems(shown, source, problems));
  }
  return { configuration: parsed.data, file: shown, source };
}

/** A secret that is missing is told at the start, not by the first webhook that needs it. */
function requireSecrets({ configuration, file, source }: LoadedConfiguration): void {
  const { sites, adminToken, database } = configuration;
  const configured = Object.entries(sites).map(([name, site]) => [name, site.configuration] as const);
  const unset = unsetSecret({ adminToken, database, sites: Object.fromEntries(configured) });
  if (!unset) return;
  const where = placeOf(file, source, unset.path);
  throw new SignalboxError('configuration', `${where}  ${unset.path.join('.')}: ${unset.message}`);
}

const problemsOfSite = (name: string, { issues }: z.ZodError): readonly ConfigurationProblem[] =>
  configurationProblems(issues).map((problem) => ({ ...problem, path: ['sites', name, ...problem.path] }));

/** Opens every site of a configuration; an error names the line of the site, or of the secret, it is about. */
export function openSites(loaded: LoadedConfiguration): Site[] {
  const { configuration, file, source } = loaded;
  requireSecrets(loaded);
  return Object.entries(configuration.sites).map(([name, declaration]) => {
    try {
      // The connector checks the configuration itself, against its own schema.
      const connector = declaration.connector as Connector<unknown>;
      return openSite(connector, {
        name,
        configuration: declaration.configuration,
        governor: { patienceMs: servicePatienceMs },
      });
    } catch (error) {
      if (!isSignalboxError(error) || error.code !== 'configuration') throw error;
      const message =
        error.cause instanceof z.ZodError
          ? explainProblems(file, source, problemsOfSite(name, error.cause))
          : `${placeOf(file, source, ['sites', name])}  ${error.message}`;
      throw new SignalboxError('configuration', message, { site: name, cause: error });
    }
  });
}
