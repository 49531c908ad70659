import type { z } from 'zod';

/** One thing to mend in a configuration. Holds no value of it, because one may be a secret in the wrong place. */
export interface ConfigurationProblem {
  /** Where it stands, from the top of what was checked. */
  readonly path: readonly PropertyKey[];
  /** What to write there. */
  readonly advice: string;
  /** The key is not known here. */
  readonly isUnknown?: true;
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text in quotes',
  number: 'a number, without quotes',
  int: 'a whole number, without quotes',
  boolean: 'true or false',
  array: 'a list, in [ ]',
  object: 'settings, in { }',
  record: 'settings, in { }',
};

/** The schema's author said nothing, so the message is zod's own. */
const isOwnMessage = (message: string): boolean =>
  /^(Invalid|Too small|Too big|Unrecognized)\b/.test(message);

function limitOf(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): string {
  const isLower = issue.code === 'too_small';
  const limit = String(isLower ? issue.minimum : issue.maximum);
  if (issue.origin === 'number' || issue.origin === 'int') {
    if (isLower) return `write a number ${issue.inclusive ? `from ${limit} on` : `above ${limit}`}`;
    return `write a number ${issue.inclusive ? `up to ${limit}` : `below ${limit}`}`;
  }
  if (isLower && limit === '1') return 'must not be empty';
  return `write ${isLower ? 'at least' : 'at most'} ${limit} ${issue.origin === 'string' ? 'characters' : 'entries'}`;
}

function adviceOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_union' && isOwnMessage(issue.message)) {
    const choices = new Set(issue.errors.flat().map(adviceOf));
    return choices.size > 0 ? [...choices].join('; or ') : 'is not understood';
  }
  if (issue.code === 'invalid_key') return issue.issues.map(adviceOf).join('; ');
  if (!isOwnMessage(issue.message)) return issue.message;
  switch (issue.code) {
    case 'invalid_type': {
      const what = `write ${kinds[issue.expected] ?? issue.expected}`;
      return issue.message.endsWith('received undefined') ? `is missing; ${what}` : what;
    }
    case 'invalid_value':
      return `write ${issue.values.map((value) => (typeof value === 'string' ? `'${value}'` : String(value))).join(' or ')}`;
    case 'too_small':
    case 'too_big':
      return limitOf(issue);
    default:
      return issue.message;
  }
}

/** What is wrong with a configuration, in words an administrator can act on; unknown keys first. */
export function configurationProblems(issues: readonly z.core.$ZodIssue[]): readonly ConfigurationProblem[] {
  const unknown: ConfigurationProblem[] = [];
  const others: ConfigurationProblem[] = [];
  for (const issue of issues) {
    if (issue.code !== 'unrecognized_keys') others.push({ path: issue.path, advice: adviceOf(issue) });
    else
      for (const key of issue.keys)
        unknown.push({
          path: [...issue.path, key],
          advice: `unknown setting "${key}"; remove it or correct its spelling`,
          isUnknown: true,
        });
  }
  return [...unknown, ...others];
}
