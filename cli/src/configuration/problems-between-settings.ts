import { type ConfigurationProblem, fieldPathSchema } from '@signalbox/sdk';
import { findRepeatedKey } from './find-line.ts';
import type { Configuration } from './schema.ts';

function repeated(source: string): ConfigurationProblem[] {
  const key = findRepeatedKey(source);
  if (!key) return [];
  const [first, second] = key.lines;
  return [
    {
      path: key.path,
      advice: `is written twice, in lines ${first} and ${second}, and only the second would count; choose another name, or remove one`,
    },
  ];
}

function misplacedFields({ fields, sites }: Configuration): ConfigurationProblem[] {
  const names = Object.keys(sites);
  return Object.entries(fields).flatMap(([name, { from }]): ConfigurationProblem[] => {
    if (from === undefined) {
      if (fieldPathSchema.safeParse(name).success) return [];
      const advice = `say where it lives in the tickets: write from: 'custom.${name}', or another path`;
      return [{ path: ['fields', name], advice }];
    }
    if (typeof from === 'string') return [];
    const strangers = Object.keys(from).filter((site) => !names.includes(site));
    return strangers.map((site) => ({
      path: ['fields', name, 'from', site],
      advice: `there is no site of that name; write ${names.map((known) => `'${known}'`).join(' or ')}`,
    }));
  });
}

/** Rules that could never say anything are mistakes. */
function misplacedRules({ rules, fields }: Configuration): ConfigurationProblem[] {
  const names = new Set<string>();
  return rules.flatMap(({ name, field }, index): ConfigurationProblem[] => {
    const isSecond = names.has(name);
    names.add(name);
    const path = ['rules', index];
    if (!Object.hasOwn(fields, field))
      return [{ path, advice: `the rule "${name}" is for "${field}", which is no field here` }];
    return isSecond ? [{ path, advice: `two rules are called "${name}"` }] : [];
  });
}

/** What is wrong between settings of which each is right by itself. */
export function problemsBetweenSettings(
  configuration: Configuration,
  source: string,
): readonly ConfigurationProblem[] {
  if (Object.keys(configuration.sites).length === 0) {
    return [{ path: ['sites'], advice: 'add at least one, for example sites: { support: jira({ … }) }' }];
  }
  return [...repeated(source), ...misplacedFields(configuration), ...misplacedRules(configuration)];
}
