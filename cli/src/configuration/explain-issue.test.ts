import { expect, test } from 'vitest';
import { explainIssue, findLine } from './explain-issue.ts';
import { configurationSchema } from './schema.ts';

const source = `import { defineConfig, jira } from '@signalbox/cli';

export default defineConfig({
  sites: { support: jira({ baseUrl: 'https://example.atlassian.net' }) },
  fields: {
    category: {
      from: 'custom.Topic',
      mode: 'aply',
    },
  },
  prot: 1,
});
`;

test('the line of a nested value is found by following its keys', () => {
  expect(findLine(source, ['fields', 'category', 'mode'])).toEqual({ line: 8, text: "      mode: 'aply'," });
  expect(findLine(source, ['nowhere'])).toBeNull();
});

test('a wrong value names its line and what to write', () => {
  const issue = configurationSchema.safeParse({ sites: {}, fields: { category: { mode: 'aply' } } }).error
    ?.issues[0];
  expect(issue && explainIssue('signalbox.config.ts', source, issue)).toBe(
    "signalbox.config.ts:8  fields.category.mode: write 'off', 'suggest' or 'apply'\n\n  8 |       mode: 'aply',\n",
  );
});

test('an unknown setting is named with its line', () => {
  const issue = configurationSchema.safeParse({ sites: {}, prot: 1 }).error?.issues[0];
  expect(issue && explainIssue('signalbox.config.ts', source, issue)).toContain(
    'signalbox.config.ts:11  prot: unknown setting "prot"',
  );
});
