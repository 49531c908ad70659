import type { z } from 'zod';
import { SignalboxError } from '../errors/index.ts';
import { configurationProblems } from './configuration-problems.ts';

/**
 * The configuration of a site, checked. Throws one `configuration` error that names every line to mend; values are
 * never shown, because one of them may be a secret in the wrong place. Its cause holds the schema's issues.
 */
export function checkedConfiguration<Configuration>(
  connector: { readonly name: string; readonly configuration: z.ZodType<Configuration> },
  site: string,
  configuration: unknown,
): Configuration {
  const result = connector.configuration.safeParse(configuration);
  if (result.success) return result.data;
  const lines = configurationProblems(result.error.issues).map(
    ({ path, advice }) => `  ${['sites', site, ...path].map(String).join('.')}: ${advice}`,
  );
  throw new SignalboxError(
    'configuration',
    `The configuration of the site ${site} (${connector.name}) cannot be used:\n${lines.join('\n')}`,
    { site, cause: result.error },
  );
}
