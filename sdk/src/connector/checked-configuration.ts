import type { z } from 'zod';
import { SignalboxError } from '../errors/index.ts';

/**
 * The configuration of a site, checked. Throws one `configuration` error that names every line to mend; values are
 * never shown, because one of them may be a secret in the wrong place.
 */
export function checkedConfiguration<Configuration>(
  connector: { readonly name: string; readonly configuration: z.ZodType<Configuration> },
  site: string,
  configuration: unknown,
): Configuration {
  const result = connector.configuration.safeParse(configuration);
  if (result.success) return result.data;
  const lines = result.error.issues.flatMap((issue) => linesOf(site, issue));
  throw new SignalboxError(
    'configuration',
    `The configuration of the site ${site} (${connector.name}) cannot be used:\n${lines.join('\n')}`,
    { site },
  );
}

function linesOf(site: string, issue: z.core.$ZodIssue): readonly string[] {
  const path = ['sites', site, ...issue.path].map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `  ${path}.${key}: is not known here; remove it or correct its name`);
  }
  if (issue.code === 'invalid_union') {
    const choices = [...new Set(issue.errors.flat().map((part) => part.message))];
    return [`  ${path}: ${choices.length > 0 ? choices.join('; or ') : issue.message}`];
  }
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) {
    return [`  ${path}: is missing; write a ${issue.expected}`];
  }
  return [`  ${path}: ${issue.message}`];
}
